// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Comfort only: everything works without it, and no form is ever sent by it.
(() => {
  "use strict";
  const language = document.documentElement.lang;

  // Errors: the first faulty field gets the focus.
  const faulty = document.querySelector("[aria-invalid=true]");
  if (faulty) faulty.focus();

  // Steppers: the buttons beside a number.
  for (const stepper of document.querySelectorAll(".stepper")) {
    const input = stepper.querySelector("input");
    for (const button of stepper.querySelectorAll(".step")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const step = Number(button.dataset.step);
        const value = Math.round(Number(input.value)) + step;
        input.value = Math.min(Number(input.max), Math.max(Number(input.min), value || 1));
      });
    }
  }

  // Counters count as the server does: code points, line breaks as one.
  for (const counter of document.querySelectorAll("[data-count]")) {
    const area = document.getElementById(counter.dataset.count);
    const most = Number(counter.dataset.most);
    const update = () => {
      const length = [...area.value.normalize("NFC").trim()].length;
      counter.textContent = `${length}/${most}`;
      counter.classList.toggle("over", length > most);
    };
    area.addEventListener("input", update);
    update();
  }

  // The total beside two dates.
  const total = document.querySelector("[data-total]");
  if (total) {
    const start = document.getElementById("start");
    const end = document.getElementById("end");
    const plural = new Intl.PluralRules(language);
    const update = () => {
      const days = (Date.parse(end.value) - Date.parse(start.value)) / 86400000 + 1;
      total.hidden = !(days >= 1);
      const words = plural.select(days) === "one" ? total.dataset.one : total.dataset.other;
      total.textContent = words.replace("{n}", days);
    };
    start.addEventListener("change", () => {
      if (start.value) end.min = start.value;
      if (!end.value || end.value < start.value) end.value = start.value;
      update();
    });
    end.addEventListener("change", update);
    update();
  }

  // Copying an address.
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.value);
      button.querySelector("span").textContent = button.dataset.done;
    });
  }
})();
