// The page for wrong addresses greets in every language; the one that the address was in comes first, and speaks.
{
  const list = document.querySelector(".greetings");
  const folder = (greeting) => new URL(greeting.querySelector("a").href).pathname.replace(/[^/]*$/, "");
  // The longest fits best: the source language is at home above all others.
  const [mine] = [...(list?.children ?? [])]
    .filter((greeting) => location.pathname.startsWith(folder(greeting)))
    .sort((one, other) => folder(other).length - folder(one).length);

  const say = (selector, words) => {
    if (!words) return;
    const element = document.querySelector(selector);
    element.textContent = words;
    element.lang = mine.lang;
    element.dir = mine.dir;
  };

  if (mine) {
    say("h1", mine.querySelector("p")?.textContent);
    say(".page-summary", mine.dataset.choose);
    mine.classList.add("greeting-first");
    list.prepend(mine);
  }
}
