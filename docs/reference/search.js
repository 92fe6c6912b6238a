// Finds functions, types and constants by name or by words of their description; the index is in index.js.
"use strict";

const input = document.getElementById("search");
const results = document.getElementById("results");

// Smaller is better; -1 is no match. A name beats a description, its beginning beats its middle.
function rank(entry, words) {
  const name = entry[0].toLowerCase();
  const bare = name.replace(/^nd_/, "");
  const text = name + " " + entry[2].toLowerCase();
  if (!words.every(word => text.includes(word))) return -1;
  const whole = words.join("_");
  if (bare === whole || name === whole) return 0;
  if (bare.startsWith(whole)) return 1;
  if (words.every(word => name.includes(word))) return 2;
  return 3;
}

function find(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = ndIndex.map(entry => [rank(entry, words), entry]).filter(pair => pair[0] >= 0);
  found.sort((a, b) => a[0] - b[0] || a[1][0].length - b[1][0].length || (a[1][0] < b[1][0] ? -1 : 1));
  return found.slice(0, 40).map(pair => pair[1]);
}

function show() {
  const found = find(input.value);
  results.replaceChildren(...found.map(([name, target, text]) => {
    const link = document.createElement("a");
    link.href = target;
    const code = document.createElement("code");
    code.textContent = name;
    const small = document.createElement("small");
    small.textContent = text;
    link.append(code, " ", small);
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  results.hidden = input.value.trim() === "";
  if (!results.hidden && found.length === 0) results.textContent = "Nothing found.";
}

input.addEventListener("input", show);
input.form.addEventListener("submit", event => {
  event.preventDefault();
  const first = results.querySelector("a");
  if (first) location.href = first.href;
});
document.addEventListener("click", event => { if (event.target !== input) results.hidden = true; });
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== input) {
    event.preventDefault();
    input.focus();
  } else if (event.key === "Escape") {
    results.hidden = true;
  }
});

if (matchMedia("(max-width: 50rem)").matches) document.querySelector(".menu").open = false;
const query = new URLSearchParams(location.search).get("q");
if (query) {
  input.value = query;
  show();
}
