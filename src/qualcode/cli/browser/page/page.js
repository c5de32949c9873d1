// Connect only when the terminal's letters are there: their width is measured once.
const connect = window.onload;
window.onload = async (event) => {
  await Promise.allSettled(["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`)));
  connect(event);
};

// Once it is connected, keys go to it without a click.
const observer = new MutationObserver(() => {
  if (document.body.classList.contains("-loaded")) {
    observer.disconnect();
    document.querySelector("#terminal textarea").focus();
  }
});
observer.observe(document.documentElement, { attributes: true, subtree: true, attributeFilter: ["class"] });
