// Makes an editor of the field for a query. Without this the field and its form work as they are.
import { autocompletion, completionKeymap, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const field = document.querySelector("#query");
const form = field.form;
const words = JSON.parse(field.dataset.words);
const number = new Intl.NumberFormat(document.documentElement.lang);

const KEYWORDS = ["SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "VALUES", "BIND", "AS", "EXISTS",
  "NOT EXISTS", "GROUP BY", "HAVING", "ORDER BY", "DESC", "LIMIT", "OFFSET", "COUNT", "SUM", "AVG", "MIN", "MAX",
  "GROUP_CONCAT", "CONSTRUCT", "DESCRIBE", "ASK", "GRAPH", "PREFIX", "LANG", "STR", "STRSTARTS", "CONTAINS", "REGEX", "LCASE",
  "BOUND", "COALESCE", "IF", "YEAR", "MONTH", "NOW"];
const TOKEN = /#[^\n]*|"""[^]*?"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|[?$]\w+|[\w-]*:[\w.-]*\w|[\w-]*:|\w+|[^\s\w]/g;

// What there is to type, made once for the release; typing asks nobody.
let list = { prefixes: {}, classes: [], properties: [] };
fetch(field.dataset.list).then(answer => answer.json()).then(found => { list = found; }, () => {});

const isName = token => /^([?$]\w|<|[\w-]*:|_:)/.test(token);

// The classes that each variable is said to have anywhere in the query.
function classesOf(tokens) {
  const found = new Map();
  let subject = "";
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    if (isName(token) && (before === undefined || ".{}".includes(before) || before === ")")) subject = token;
    if (before === "a" || before === "rdf:type") {
      if (token.includes(":") || token.startsWith("<")) found.set(subject, [...(found.get(subject) ?? []), token]);
    }
  });
  return found;
}

// What may stand at the end of `text`: a class, a property of a subject, or anything.
function place(text) {
  const tokens = (text.match(TOKEN) ?? []).filter(token => !token.startsWith("#"));
  const outer = [];
  let braces = 0;
  let here = { subject: null, count: 0 };
  for (const token of tokens) {
    if (token === "(" || token === "[") {
      outer.push(here);
      here = token === "[" ? { subject: "[", count: 1 } : { subject: null, count: -1e9 };
    } else if (token === ")" || token === "]") {
      here = outer.pop() ?? { subject: null, count: 0 };
      if (here.count > 0 || token === "]") here.count++;
    } else if (".{}".includes(token)) {
      braces += token === "{" ? 1 : token === "}" ? -1 : 0;
      outer.length = 0;
      here = { subject: null, count: 0 };
    } else if (token === ";") here.count = 1;
    else if (token === ",") here.count = 2;
    else if ("/|^".includes(token)) here.count = 1;
    else if (isName(token) || token === "a" || /^["'\d]/.test(token)) {
      if (here.count === 0) here.subject = token;
      here.count++;
    }
  }
  const last = tokens.at(-1);
  if (braces > 0 && here.count === 2 && (last === "a" || last === "rdf:type")) return { kind: "class" };
  return braces > 0 && here.count === 1 ? { kind: "property", subject: here.subject } : { kind: "any" };
}

const detail = (one, count, of) => (one.label ? one.label + " · " : "") + number.format(count)
  + (of ? " " + (count >= of ? words.always : words.of.replace("{0}", number.format(of))) : "");

function classOptions() {
  return list.classes.map(one => ({ label: one.name, detail: detail(one, one.count), type: "class" }));
}

// The properties of what the subject is; of everything where nobody said what it is.
function propertyOptions(subject, classes) {
  const known = (classes.get(subject) ?? []).map(name => list.classes.find(one => one.name === name)).filter(Boolean);
  if (known.length === 0) {
    return list.properties.map(one => ({ label: one.name, detail: detail(one, one.count), type: "property" }));
  }
  return list.properties
    .filter(one => known.every(type => type.name in one.on))
    .map(one => ({ one, count: Math.min(...known.map(type => one.on[type.name])) }))
    .sort((a, b) => b.count - a.count)
    .map(({ one, count }) => ({
      label: one.name, detail: detail(one, count, Math.min(...known.map(type => type.count))), type: "property" }));
}

function complete(context) {
  const text = context.state.doc.toString();
  const word = context.matchBefore(/[?$]?[\p{L}\w-]*:?[\p{L}\w-]*/u);
  if (word.from === word.to && !context.explicit) return null;
  const tokens = (text.match(TOKEN) ?? []).filter(token => !token.startsWith("#"));
  const here = place(text.slice(0, word.from));
  let options;
  if (word.text.startsWith("?") || word.text.startsWith("$")) {
    options = [...new Set(tokens.filter(token => /^[?$]\w/.test(token) && token !== word.text))]
      .map(label => ({ label, type: "variable" }));
  } else if (here.kind === "class") options = classOptions();
  else if (here.kind === "property") {
    options = [{ label: "a", detail: words.isA, type: "property" }, ...propertyOptions(here.subject, classesOf(tokens))];
  } else {
    options = KEYWORDS.map(label => ({ label, type: "keyword" }))
      .concat(Object.entries(list.prefixes).map(([name, detail]) => ({ label: name + ":", detail, type: "namespace" })));
  }
  // German names find too: what was typed after the prefix may stand in the name or in the label.
  const typed = word.text.toLowerCase();
  const [prefix, local] = typed.includes(":") ? typed.split(/(?<=:)/) : ["", typed];
  options = options
    .filter(one => one.label.toLowerCase().startsWith(prefix)
      && (one.label + " " + (one.detail ?? "")).toLowerCase().includes(local ?? ""))
    .slice(0, 200);
  return options.length === 0 ? null : { from: word.from, options, filter: false };
}

const mark = StateEffect.define();
const fault = StateField.define({
  create: () => Decoration.none,
  update(lines, change) {
    for (const effect of change.effects) {
      if (effect.is(mark)) return Decoration.set([Decoration.line({ class: "cm-fault" }).range(effect.value)]);
    }
    return change.docChanged ? Decoration.none : lines;
  },
  provide: one => EditorView.decorations.from(one),
});

const run = () => { form.requestSubmit(form.querySelector("button:not([name])")); return true; };

const view = new EditorView({
  doc: field.value,
  parent: document.querySelector("#editor"),
  extensions: [
    EditorView.cspNonce.of(document.querySelector("script[type=importmap]").nonce),
    EditorState.phrases.of(words.phrases),
    lineNumbers(), history(), bracketMatching(), highlightActiveLine(), indentUnit.of("  "), fault,
    StreamLanguage.define(sparql),
    syntaxHighlighting(HighlightStyle.define([
      { tag: tags.keyword, class: "cm-word" }, { tag: tags.comment, class: "cm-remark" },
      { tag: tags.string, class: "cm-text" }, { tag: [tags.atom, tags.meta], class: "cm-name" }])),
    // Nine at a time, which the arrows move through: a list that scrolls could not be reached by keyboard alone.
    autocompletion({ override: [complete], icons: false, maxRenderedOptions: 9 }),
    // No Tab: it leads out of the editor, as it leads out of every field.
    keymap.of([{ key: "Mod-Enter", run }, { key: "Alt-Enter", run: startCompletion }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({
      "aria-label": words.field, "aria-describedby": "editor-help", spellcheck: "false", tabindex: "0" }),
    EditorView.updateListener.of(update => { if (update.docChanged) field.value = update.state.doc.toString(); }),
  ],
});

field.hidden = true;
document.querySelector("label[for=query]").removeAttribute("for");
document.querySelector("#editor-help").hidden = false;
if (field.dataset.line > 0 && field.dataset.line <= view.state.doc.lines) {
  const line = view.state.doc.line(Number(field.dataset.line));
  const at = Math.min(line.from + Math.max(0, field.dataset.column - 1), line.to);
  view.dispatch({ selection: { anchor: at }, effects: mark.of(line.from) });
}
document.querySelector("a[href='#query']")?.addEventListener("click", event => { event.preventDefault(); view.focus(); });
