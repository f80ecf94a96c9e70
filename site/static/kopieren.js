// A button beside what is meant to be taken along. Without this it can be marked and copied as any text.
const said = document.querySelector("#kopiert");
for (const text of navigator.clipboard ? document.querySelectorAll("main .iri, main pre") : []) {
  const name = document.createElement("span");
  name.className = "hidden";
  name.textContent = " " + (text.getAttribute("aria-label") ?? text.previousElementSibling?.textContent ?? "");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy second";
  button.append(said.dataset.copy, name);
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.firstChild.data = said.dataset.copied;
    said.textContent = said.dataset.copied + name.textContent;
  });
  text.after(button);
}
