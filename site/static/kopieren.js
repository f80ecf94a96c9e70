// A button beside what is meant to be taken along. Without this it can be marked and copied as any text.
const said = document.querySelector("#kopiert");
const SHOWN = 4000;
for (const text of navigator.clipboard ? document.querySelectorAll("main .iri, main pre") : []) {
  const name = document.createElement("span");
  name.className = "hidden";
  name.textContent = " " + (text.getAttribute("aria-label") ?? text.previousElementSibling?.textContent ?? "");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy second";
  button.append(said.dataset.copy, name);
  let shown;
  const label = (words) => (button.firstChild.data = words);
  button.addEventListener("click", async () => {
    clearTimeout(shown);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      label(said.dataset.copied);
      said.textContent = said.dataset.copied + name.textContent;
    } catch {
      getSelection().selectAllChildren(text);
      label(said.dataset.refused);
      said.textContent = said.dataset.refused;
    }
    shown = setTimeout(() => label(said.dataset.copy), SHOWN);
  });
  text.after(button);
}
