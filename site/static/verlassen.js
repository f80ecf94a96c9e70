// "Seite schnell verlassen": the page left does not stay in the history. Without this the link works as it is.
document.querySelector(".exit a").addEventListener("click", event => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});
