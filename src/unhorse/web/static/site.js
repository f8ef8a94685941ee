// Comfort only; every page works without it. Moments are shown in local time beside UTC, and a form is sent once.
(() => {
  const local = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  document.querySelectorAll("time[datetime]").forEach((time) => {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime()) && new Date().getTimezoneOffset()) time.textContent += ` (${local.format(at)} local)`;
  });
  document.addEventListener("submit", (event) => {
    setTimeout(() => event.target.querySelectorAll("button").forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("button").forEach((button) => { button.disabled = false; });
  });
})();
