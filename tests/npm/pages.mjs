// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages in a real browser, as tests/e2e/test_pages.py starts it: whole stories, and on every page that they come by
// axe, html-validate and screenshots in both languages and schemes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { AxeBuilder } from "@axe-core/playwright";

const { HtmlValidate } = createRequire(import.meta.url)("html-validate");
const facts = JSON.parse(readFileSync(0, "utf8"));
const phone = { width: 375, height: 667 };
const desktop = { width: 1280, height: 800 };
const markup = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-trailing-whitespace": "off", "long-title": "off", "void-style": "off", "no-inline-style": "error" },
});
// Mail programs know tables and inline styles only.
const mailMarkup = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "no-trailing-whitespace": "off", "long-title": "off", "void-style": "off", "no-inline-style": "off",
    "no-deprecated-attr": "off", "require-sri": "off" },
});
const problems = [];
const looked = new Set();
const browser = await chromium.launch({ executablePath: facts.browser, args: ["--no-sandbox"] });

const locales = { de: "de-DE", en: "en-GB" };
const open = (language, options = {}) =>
  browser.newContext({ locale: locales[language], viewport: phone, baseURL: facts.base, reducedMotion: "reduce", ...options });
const calendar = `/calendar/${facts.slug}`;

/** Polls: a test never waits for a fixed time. */
async function until(what, find, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const mails = async () => (await fetch(facts.mails)).json();
const readMails = new Set();
/** The next unread mail to somebody whose subject says this; its links by path. */
async function mail(to, subject) {
  const found = await until(`mail to ${to}: ${subject}`, async () =>
    (await mails()).find((each) => !readMails.has(each.n) && each.to[0] === to && subject.test(each.subject)));
  readMails.add(found.n);
  const links = [...found.text.matchAll(/https?:\/\/\S+/g)].map((match) => new URL(match[0]));
  return { ...found, links, link: (start) => links.find((url) => url.pathname.startsWith(start))?.pathname };
}
/** The link of a mail that leads to the page with this button. */
async function follow(page, links, button) {
  for (const url of links) {
    await page.goto(url.pathname + url.search);
    if (await page.getByRole("button", { name: button }).count()) return;
  }
  throw new Error(`no link leads to "${button}": ${links}`);
}

/** In the page (BKG-126): targets of 44 px with 8 px between them, text that is read of 16 px. */
function touch() {
  const found = [];
  const say = (each) => `${each.tagName} ${(each.textContent || each.value || each.name || "").trim().slice(0, 30)}`;
  const reach = (each) => { // a bar takes the touches around it, too
    const box = each.getBoundingClientRect();
    const around = getComputedStyle(each, "::before");
    if (around.content === "none" || around.position !== "absolute") return box;
    const [top, right, bottom, left] = [around.top, around.right, around.bottom, around.left].map((inset) => parseFloat(inset) || 0);
    return new DOMRect(box.x + left, box.y + top, box.width - left - right, box.height - top - bottom);
  };
  const targets = [...document.querySelectorAll("a, button, input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([tabindex='-1']), select, textarea, summary, label:has(input[type=radio]), label:has(input[type=checkbox])")]
    .filter((each) => each.offsetParent && !(each.tagName === "A" && getComputedStyle(each).display === "inline"))
    .map((each) => ({ each, box: reach(each) }))
    .filter(({ box }) => box.width > 1 && box.height > 1);
  for (const { each, box } of targets)
    if (box.height < 43.5 || box.width < 43.5) found.push(`small target: ${say(each)} ${Math.round(box.width)}x${Math.round(box.height)}`);
  targets.forEach(({ each: one, box: a }, index) => {
    for (const { each: other, box: b } of targets.slice(index + 1)) {
      if (one.contains(other) || other.contains(one) || [one, other].some((bar) => bar.matches(".bar"))) continue; // days touch
      const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
      const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
      if (Math.max(across, down) < 7.5) found.push(`targets too close: ${say(one)} | ${say(other)} ${Math.round(across)},${Math.round(down)}`);
    }
  });
  // Second lines and hints are smaller.
  for (const each of document.querySelectorAll("main p:not(.small, .hint, .under), main li, main dd, main label, main textarea, main select, main button, main input:not([type=hidden], [type=radio], [type=checkbox], [tabindex='-1'])"))
    if (each.offsetParent && each.textContent.trim() + (each.value ?? "") && parseFloat(getComputedStyle(each).fontSize) < 16)
      found.push(`text of ${getComputedStyle(each).fontSize}: ${each.className} ${say(each)}`);
  return found;
}

/** Everything a page must be (S84, BKG-127), once per name: no violation, no markup error, no horizontal scroll, pictures. */
async function look(page, name) {
  if (looked.has(name)) return;
  looked.add(name);
  const html = await (await page.request.get(page.url())).text();
  const report = await markup.validateString(html);
  for (const result of report.results)
    for (const message of result.messages) problems.push(`${name}: html ${message.ruleId}: ${message.message} (line ${message.line})`);
  const violations = (await new AxeBuilder({ page }).analyze()).violations;
  for (const violation of violations)
    problems.push(`${name}: axe ${violation.id}: ${violation.nodes.map((node) => node.target).join(" ")}`);
  for (const width of [320, phone.width]) {
    await page.setViewportSize({ width, height: 667 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) problems.push(`${name}: scrolls ${over} px sideways at ${width}`);
  }
  for (const problem of await page.evaluate(touch)) problems.push(`${name}: ${problem}`);
  const language = await page.evaluate(() => document.documentElement.lang);
  for (const [scheme, sizes] of Object.entries({ light: { phone, desktop }, dark: { phone } })) {
    await page.emulateMedia({ colorScheme: scheme });
    if (scheme === "dark") {
      const dark = (await new AxeBuilder({ page }).withRules(["color-contrast"]).analyze()).violations;
      for (const violation of dark)
        problems.push(`${name}: dark contrast: ${violation.nodes.map((node) => node.target).join(" ")}`);
    }
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.screenshot({ path: `${facts.screenshots}/${name}-${language}-${scheme}-${size}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(phone);
}

const words = {
  de: { ask: "Zeitraum anfragen", send: "Anfrage senden", sent: "Anfrage notiert", approve: /Für .* freigeben/, approved: "Danke, freigegeben",
    all: "Danke, alles bestätigt", deny: "Anfrage ablehnen", denied: "Abgelehnt", edit: "Ändern", save: "Änderung speichern",
    reset: /entscheiden alle neu/, reopen: "Wieder anfragen", reopened: /Wieder angefragt/, cancel: "Bestätigten Aufenthalt stornieren",
    canceled: "Storniert", recover: "Link schicken", recovered: "Schau in deine Mails", more: "Eine Person mehr", feed: "Kalender-Link anlegen" },
  en: { ask: "Request a stay", send: "Send request", sent: "Request recorded", approve: /Approve for/, approved: "Thanks, approved",
    all: "Thanks, all confirmed", deny: "Deny request", denied: "Denied", edit: "Change", save: "Save changes",
    reset: /everybody decides again/, reopen: "Request again", reopened: /Requested again/, cancel: "Cancel the confirmed stay",
    canceled: "Canceled", recover: "Send link", recovered: "Look into your mail", more: "One person more", feed: "Make a calendar link" },
};
const heading = (page) => page.locator("h1").innerText();

async function fillIn(page, stay) {
  await page.locator("#start").fill(stay.start);
  await page.locator("#end").fill(stay.end);
  await page.locator("#persons").fill(String(stay.persons));
  await page.getByRole("radio", { name: stay.party }).check({ force: true });
  await page.locator("#name").fill(stay.name);
  if (stay.email) await page.locator("#email").fill(stay.email);
  if (stay.message) await page.locator("#description").fill(stay.message);
}

/** The story of issue 4: request, approvals by link, extend, denial, reopen with other dates, approvals, cancel, recovery.
 * Without script it is S83 (BKG-122). */
async function story(language, javaScriptEnabled, month, name) {
  const say = words[language];
  const tag = `${language}${javaScriptEnabled ? "" : "-noscript"}`;
  const about = new RegExp(name);
  const person = { name, email: `jonas.${tag}@gast.test`, party: "Cornelia", persons: 4, message: "Mit den Kindern." };
  const day = (number) => `2027-${String(month).padStart(2, "0")}-${String(number).padStart(2, "0")}`;
  const context = await open(language, { javaScriptEnabled });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const check = (name) => (javaScriptEnabled ? look(page, `${name}.${language}`) : undefined);

  await page.goto(calendar);
  await check("calendar-empty");
  await page.getByRole("link", { name: say.ask }).first().click();
  await check("request");
  await page.getByRole("button", { name: say.send }).click();
  assert.ok(await page.locator("#summary a").count(), "an empty form names its fields");
  await check("request-errors");
  await fillIn(page, { ...person, start: day(1), end: day(4) });
  await page.getByRole("button", { name: say.send }).click();
  assert.equal(await heading(page), say.sent);
  await check("sent");
  await page.reload();
  assert.equal(await heading(page), say.sent);
  const recorded = await mail(person.email, /./);
  const home = recorded.link("/booking/")?.split("/").slice(0, 3).join("/");
  assert.ok(home, "the requester's mail holds the personal link");

  await page.goto(`${calendar}?year=2027&month=${month}`);
  await check("calendar-month");
  if (javaScriptEnabled)
    assert.deepEqual(await page.locator(".bar .elide").evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.textContent)), [], "no bar cuts what it says");
  await page.goto(`${calendar}?view=year&year=2027`);
  await check("calendar-year");

  for (const party of ["Ingeborg", "Cornelia"]) {
    const asked = await mail(facts.parties[party], about);
    await follow(page, asked.links, say.approve);
    if (party === "Ingeborg") await check("approve");
    await page.getByRole("button", { name: say.approve }).click();
    assert.equal(await heading(page), say.approved);
    if (party === "Ingeborg") await check("approved");
    if (party === "Cornelia") {
      await page.goto(asked.link("/booking/") ?? asked.links.at(-1).pathname);
      await check("overview");
    }
  }

  // The requester stays longer: everybody decides again.
  await page.goto(home);
  await check("mine");
  await page.getByRole("button", { name: say.feed }).click();
  assert.match(await page.locator("#feed-url").inputValue(), /\/booking\/lk_[\w-]+\/feed\.ics$/);
  await check("mine-feed");
  await page.locator("main a.name").first().click();
  await check("details");
  await page.getByRole("link", { name: say.edit, exact: true }).click();
  await check("edit");
  await page.locator("#end").fill(day(5));
  await page.getByRole("button", { name: say.save }).click();
  assert.match(await page.getByRole("status").first().innerText(), say.reset);
  await check("saved");

  // One party denies.
  const again = await mail(facts.parties.Angelika, about);
  const extended = await mail(facts.parties.Angelika, about);
  await follow(page, again.links, say.approve);
  await check("new-dates");
  await follow(page, extended.links, say.deny);
  await check("deny");
  await page.getByRole("button", { name: say.deny }).click();
  assert.ok(await page.locator("#comment-error").count(), "a denial needs a reason");
  await check("deny-error");
  await page.locator("#comment").fill("Da sind wir selbst dort.");
  await page.getByRole("button", { name: say.deny }).click();
  assert.equal(await heading(page), say.denied);
  await check("denied");
  await page.goto((await mail(facts.parties.Ingeborg, about)).link("/action/"));
  await check("already-denied");

  // The requester asks again for other days; all approve.
  await page.goto(home);
  await page.getByRole("link", { name: say.reopen }).click();
  await check("reopen");
  await page.locator("#start").fill(day(11));
  await page.locator("#end").fill(day(14));
  await page.getByRole("button", { name: say.reopen }).click();
  assert.match(await page.getByRole("status").first().innerText(), say.reopened);
  for (const party of ["Ingeborg", "Cornelia", "Angelika"]) {
    const address = facts.parties[party];
    const reopened = (await until(`reopened mail to ${party}`, async () => {
      const all = (await mails()).filter((each) => each.to[0] === address && about.test(each.subject));
      return all.length && /11\.?\u2060?[–-]\u2060?14/.test(all.at(-1).text) && all.at(-1);
    }));
    const links = [...reopened.text.matchAll(/https?:\/\/\S+/g)].map((match) => new URL(match[0]));
    await follow(page, links, say.approve);
    await page.getByRole("button", { name: say.approve }).click();
    assert.equal(await heading(page), party === "Angelika" ? say.all : say.approved);
  }
  await check("all-confirmed");

  // Canceling a confirmed stay needs a reason.
  await page.goto(home);
  await page.locator("main a.name").first().click();
  await page.locator("a[href$='/cancel']").click();
  await check("cancel-confirmed");
  await page.locator("#comment").fill("Wir sind krank.");
  await page.getByRole("button", { name: say.cancel }).click();
  assert.equal(await heading(page), say.canceled);
  await check("canceled");

  await page.goto(`${calendar}/recover`);
  await check("recover");
  await page.locator("#email").fill(person.email);
  await page.getByRole("button", { name: say.recover }).click();
  assert.equal(await heading(page), say.recovered);
  await check("recovered");
  await page.goto("/action/lk_nonsense");
  await check("bad-link");
  await page.goto("/sign-in");
  await check("sign-in");
  await page.goto("/nowhere");
  await check("not-found");
  await context.close();
}

/** The pages around accounts: what mails of other rooms lead to, the app's sign-in, the sign-in itself. */
async function accounts(language) {
  const context = await open(language);
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  for (const [name, path] of Object.entries(facts.pages)) {
    await page.goto(path + (path.includes("?") ? "&" : "?") + `lang=${language}`);
    await look(page, `${name}.${language}`);
  }
  await page.goto(`/sign-in?problem=link_required&lang=${language}`);
  await look(page, `sign-in-problem.${language}`);
  await page.locator("#email").fill(facts.admin);
  await page.locator("#password").fill("wrong");
  await page.locator("#sign-in button[type=submit]").click();
  assert.equal(await page.locator("#summary a").count(), 1);
  await page.locator("#password").fill(facts.password);
  await page.locator("#sign-in button[type=submit]").click();
  await page.waitForSelector("form[action='/sign-out']");
  await look(page, `signed-in.${language}`);
  await page.goto(facts.pages.device);
  await look(page, `device-signed-in.${language}`);
  await context.close();
}

/** Every kind of mail, as it was received. */
async function checkMails() {
  const seen = new Set();
  for (const each of await mails()) {
    const kind = each.subject.replace(/[\d.–\u2060]+.*/, "");
    if (seen.has(kind)) continue;
    seen.add(kind);
    const report = await mailMarkup.validateString(each.html);
    for (const result of report.results)
      for (const message of result.messages) problems.push(`mail "${kind}": ${message.ruleId}: ${message.message} (line ${message.line})`);
  }
  return seen.size;
}

/** Nothing but the keyboard: from the calendar to the sent request. */
async function keyboardOnly() {
  const context = await open("de");
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  await page.goto(calendar);
  const tabTo = async (matches) => {
    for (let i = 0; i < 80; ++i) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const at = document.activeElement;
        return `${at.id}|${at.name ?? ""}|${(at.textContent ?? "").trim()}`;
      });
      if (matches.test(name)) {
        const ring = await page.evaluate(() => {
          const at = document.activeElement;
          const seen = at.type === "radio" ? at.nextElementSibling : at;
          return getComputedStyle(seen).outlineStyle;
        });
        if (ring === "none") problems.push(`keyboard: no focus ring on ${name}`);
        return;
      }
    }
    throw new Error(`the keyboard does not reach ${matches}`);
  };
  await tabTo(/Zeitraum anfragen/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/request/);
  await tabTo(/^start\|/);
  await page.keyboard.type("10102027"); // the same in every order of day and month
  await tabTo(/^end\|/);
  await page.keyboard.type("10102027");
  await tabTo(/^persons\|/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3");
  await tabTo(/\|affiliation\|/);
  await page.keyboard.press("Space");
  await tabTo(/^name\|/);
  await page.keyboard.type("Mara");
  await tabTo(/^email\|/);
  await page.keyboard.type("mara@gast.test");
  await tabTo(/Anfrage senden/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/sent/);
  assert.equal(await heading(page), words.de.sent);
  await context.close();
}

/** With script: the stepper, the counter and the total do their work. */
async function enhancements() {
  const context = await open("en");
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  await page.goto(`${calendar}/request?start=2027-12-20&end=2027-12-22`);
  assert.equal(await page.locator("[data-total]").innerText(), "3 days");
  await page.locator("#end").fill("2027-12-24");
  assert.equal(await page.locator("[data-total]").innerText(), "5 days");
  await page.getByRole("button", { name: words.en.more }).click();
  assert.equal(await page.locator("#persons").inputValue(), "3");
  await page.locator("#description").fill("Äpfel 🍏");
  assert.equal(await page.locator("[data-count]").innerText(), "7/500");
  await context.close();
}

/** BKG-142: a calendar with stays is light, complete within a second and does not jump. The best of some counts: the
 * machine may have other work. */
async function budgets() {
  for (const [size, viewport] of Object.entries({ phone, desktop })) {
    const context = await open("de", { viewport });
    for (const view of ["year=2027&month=10", "view=year&year=2027"]) {
      const seconds = [];
      for (let round = 0; round < 5; ++round) {
        const page = await context.newPage();
        const network = await context.newCDPSession(page);
        await network.send("Network.enable");
        await network.send("Network.setCacheDisabled", { cacheDisabled: true });
        let bytes = 0;
        network.on("Network.loadingFinished", (loaded) => (bytes += loaded.encodedDataLength));
        await page.goto(`${calendar}?${view}`, { waitUntil: "networkidle" });
        const seen = await page.evaluate(() => new Promise((resolve) => {
          let shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shift += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() =>
            resolve({ shift, complete: performance.getEntriesByType("navigation")[0].loadEventEnd })));
        }));
        seconds.push(seen.complete / 1000);
        if (bytes > 60_000 || bytes < 1000) problems.push(`${size} ${view}: ${bytes} bytes over the wire`);
        if (seen.shift > 0.1) problems.push(`${size} ${view}: layout shifts by ${seen.shift}`);
        await page.close();
      }
      if (Math.min(...seconds) > 1) problems.push(`${size} ${view}: complete after ${Math.min(...seconds)} s`);
    }
    await context.close();
  }
}

let kinds = 0;
try {
  await Promise.all([
    story("de", true, 10, "Jonas"),
    story("en", true, 11, "Lena"),
    story("en", false, 12, "Emil").then(keyboardOnly).then(enhancements).then(() => accounts("de")),
  ]);
  await accounts("en");
  await budgets();
  kinds = await checkMails();
} finally {
  await browser.close();
}
for (const problem of problems) console.error(problem);
console.log(`${looked.size} pages and ${kinds} mails looked at, ${problems.length} problems`);
process.exit(problems.length ? 1 : 0);
