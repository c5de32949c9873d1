"""Alembic's entry: runs migrations on the connection it is handed, never on one of its own."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
