// The page for wrong addresses greets in every language; the one that the address was in comes first, and speaks.
const folder = (greeting) => new URL(greeting.querySelector("a").href).pathname.replace(/[^/]*$/, "");
const list = document.querySelector(".greetings");
// The longest fits best: the source language is at home above all others.
const [mine] = [...list.children]
  .filter((greeting) => location.pathname.startsWith(folder(greeting)))
  .sort((one, other) => folder(other).length - folder(one).length);
const words = mine?.querySelector("p");
if (words) {
  const heading = document.querySelector("h1");
  heading.textContent = words.textContent;
  heading.lang = mine.lang;
  heading.dir = mine.dir;
  mine.classList.add("greeting-first");
  list.prepend(mine);
}
