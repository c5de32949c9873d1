"""The only room that speaks SQL: tables, engine, migrations, acts and their journal, reading rows."""
