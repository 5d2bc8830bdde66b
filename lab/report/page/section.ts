import { markup, type Markup } from "./markup";

/** A section of a page, named by its heading. @param id where links lead */
export function section(id: string, heading: string, content: Markup): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${heading}</h2>
    ${content}
  </section>`;
}
