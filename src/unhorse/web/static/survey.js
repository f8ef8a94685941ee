// Comfort only; every page works without it. Digits choose an option, Enter goes on, and one form is sent once.
(() => {
  const form = document.getElementById("answer");
  document.addEventListener("submit", (event) => {
    // The button that was pressed is part of the consent form, so buttons are held only after the browser has read the form.
    setTimeout(() => event.target.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", (event) => {
    // Some browsers bring a page back with its button still held; and one from the back button's memory may be an old one: ask where we are.
    document.querySelectorAll("button").forEach((button) => { button.disabled = false; });
    if (event.persisted) location.reload();
  });
  if (!form) return;
  const choices = [...form.querySelectorAll("input[name=choice]")];
  const keys = document.createElement("label");
  keys.className = "keys";
  keys.innerHTML = '<input type="checkbox" checked> <span></span>';
  keys.querySelector("span").textContent = `Keys 1 to ${choices.length} choose, Enter goes on`;
  form.append(keys);
  const wanted = keys.querySelector("input");
  const remembered = "unhorse-keys";
  try { wanted.checked = localStorage.getItem(remembered) !== "off"; } catch { /* private windows may refuse storage */ }
  wanted.addEventListener("change", () => { try { localStorage.setItem(remembered, wanted.checked ? "on" : "off"); } catch { /* see above */ } });
  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const choice = /^[1-9]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (choice) {
      choice.checked = true;
      choice.focus();
      event.preventDefault();
    } else if (event.key === "ArrowRight" && document.activeElement === document.body) {
      // From here on the browser's own arrows move within the group.
      (choices.find((each) => each.checked) || choices[0]).focus();
      event.preventDefault();
    } else if (event.key === "Enter" && document.activeElement === document.body) {
      form.requestSubmit();
    }
  });
})();
