import { markup, type Markup } from "./markup";

/** What is wider than the screen scrolls in a frame of its own, by keyboard too. @param label what is in it, for a screen reader */
export function scrolling(label: string, content: Markup): Markup {
  return markup`<div class="scroll" role="group" tabindex="0" aria-label="${label}">${content}</div>`;
}

export interface TableParts {
  /** For a screen reader. */
  readonly label: string;
  readonly head: readonly string[];
  /** Each a `<tr>`. */
  readonly rows: readonly Markup[];
  /** @default none */
  readonly caption?: string;
}

/** A table in a frame that scrolls. */
export function table({ label, head, rows, caption }: TableParts): Markup {
  return scrolling(
    label,
    markup`<table>
      ${
        caption !== undefined &&
        markup`<caption>
          ${caption}
        </caption>`
      }
      <thead>
        <tr>
          ${head.map((name) => markup`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  );
}
