const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function text(html) {
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name]);
}

function attribute(tag, name) {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match ? text(match[1]) : undefined;
}

/** A person at a browser: keeps cookies, follows redirects within the org and fills in the forms of its pages. */
export class Browser {
  #cookies = new Map();

  async #send(url, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...options.headers, cookie } });
    response.headers.getSetCookie().forEach((header) => {
      const [name, value] = header.split(';')[0].split('=');
      this.#cookies.set(name, value);
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      const next = new URL(location, url);
      return next.origin === new URL(url).origin ? this.#send(next.href) : { left: next };
    }
    return { url, html: await response.text() };
  }

  async #submit({ url, html }, filledIn) {
    const [form] = /<form[\s\S]*?<\/form>/.exec(html) ?? [];
    if (!form) {
      throw new Error(`No form on ${url}: ${html}`);
    }
    const fields = new URLSearchParams();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      fields.set(attribute(input, 'name'), filledIn[attribute(input, 'name')] ?? attribute(input, 'value') ?? '');
    }
    for (const [button] of form.matchAll(/<button[^>]*>/g)) {
      if (filledIn[attribute(button, 'name')] === attribute(button, 'value') && attribute(button, 'name')) {
        fields.set(attribute(button, 'name'), attribute(button, 'value'));
      }
    }
    const target = new URL(attribute(form.slice(0, form.indexOf('>') + 1), 'action') ?? url, url).href;
    return this.#send(target, { method: 'POST', body: fields });
  }

  /** Signs in and decides where that is asked for; answers the parameters that the app is given. */
  async authorize(address, { username, password, decision = 'allow' }) {
    let page = await this.#send(address);
    for (let step = 0; !page.left && step < 3; step += 1) {
      page = await this.#submit(page, { username, pw: password, decision });
    }
    if (!page.left) {
      throw new Error(`Still at ${page.url}: ${page.html}`);
    }
    return Object.fromEntries(page.left.searchParams);
  }
}
