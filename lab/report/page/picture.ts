import type { LabPart, LabReport, PartName } from "../report";
import { markup, type Markup } from "./markup";
import { scrolling, table } from "./table";

const width = 960;
const height = 450;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const box = (x: number, y: number, wide = 200): Box => ({ x, y, width: wide, height: 84 });

/** Where each part stands. The network is the frame around its group. */
const places: Readonly<Record<PartName, Box>> = {
  network: { x: 130, y: 60, width: 240, height: 230 },
  group: box(150, 180),
  recorder: box(440, 20),
  bucket: box(740, 20),
  rule: box(440, 180),
  function: box(740, 180),
  logGroup: box(740, 350),
  topic: box(440, 350),
};

interface Arrow {
  /** The parts without which it isn't there. */
  readonly needs: readonly PartName[];
  readonly path: string;
  readonly label: string;
  readonly at: readonly [x: number, y: number];
}

const arrows: readonly Arrow[] = [
  { needs: ["group"], path: "M78 222 H146", label: "edits", at: [112, 212] },
  { needs: ["recorder"], path: "M350 205 H395 V62 H436", label: "each change", at: [352, 50] },
  { needs: ["recorder", "bucket"], path: "M640 62 H736", label: "history", at: [688, 52] },
  { needs: ["recorder", "rule"], path: "M540 104 V176", label: "item", at: [562, 144] },
  { needs: ["rule"], path: "M640 208 H736", label: "invokes", at: [688, 198] },
  { needs: ["rule"], path: "M740 240 H644", label: "reports", at: [690, 257] },
  { needs: ["rule"], path: "M800 264 V310 H250 V268", label: "describe, authorize, revoke", at: [470, 302] },
  { needs: ["function"], path: "M870 264 V346", label: "log", at: [888, 310] },
  { needs: ["rule", "topic"], path: "M570 264 V346", label: "compliance", at: [612, 336] },
  { needs: ["topic"], path: "M440 392 H314", label: "mails", at: [376, 382] },
];

/** The lab as a picture, and the same as a table. What doesn't exist yet is dashed, and said so in words. */
export function picture({ parts, mode }: LabReport): Markup {
  const present = (name: PartName) => parts.some((one) => one.part === name && one.present);
  const missing = parts.filter((one) => !one.present).map(({ kind }) => kind);
  const summary = `Parts of the lab and how they work together${missing.length > 0 ? `; not there yet: ${missing.join(", ")}` : ""}`;
  const drawing = markup`<svg
        class="picture"
        viewBox="0 0 ${width} ${height}"
        width="${width}"
        height="${height}"
        role="img"
        aria-label="${summary}"
      >
        <defs>
          <marker
            id="head"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto-start-reverse"
          >
            <path d="M0 0 L8 4 L0 8 Z" />
          </marker>
        </defs>
        ${parts.map(node)}
        ${arrows
          .filter(({ needs }) => needs.every(present))
          .map(({ path, label, at: [x, y] }) => {
            const text = label.includes("authorize") && mode !== "enforce" ? "describe" : label;
            return markup`<path class="arrow" d="${path}" marker-end="url(#head)" /><text
                class="label"
                x="${x}"
                y="${y}"
                >${text}</text
              >`;
          })}
        <g class="person">
          <circle cx="50" cy="205" r="13" />
          <path d="M26 250 a24 24 0 0 1 48 0 Z" />
          <text x="50" y="272">student</text>
        </g>
        <g class="person">
          <rect x="250" y="368" width="60" height="44" rx="4" />
          <path d="M250 372 L280 394 L310 372" />
          <text x="280" y="430">mailbox</text>
        </g>
      </svg>`;
  return markup`${scrolling("Picture of the lab", drawing)}
    <details>
      <summary>The same as a table, with ids</summary>
      ${table({
        label: "Parts of the lab",
        head: ["Part", "Name", "Id", "Who may do what"],
        rows: parts.map(partRow),
      })}
    </details>`;
}

function partRow({ kind, name, id, does, present }: LabPart): Markup {
  return markup`<tr>
    <th scope="row">${kind}</th>
    <td>${present ? name : markup`<span class="badge waiting">${name}</span>`}</td>
    <td><code>${id}</code></td>
    <td>${does}</td>
  </tr>`;
}

function node({ part, kind, name, present }: LabPart): Markup {
  const { x, y, width: wide, height: high } = places[part];
  const lines = wrapped(name, 22);
  const start = y + (lines.length > 1 ? 48 : 56);
  return markup`<g class="node ${part} ${present ? "" : "absent"}"
    ><rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="8" /><text
      class="kind"
      x="${x + 12}"
      y="${y + 24}"
      >${kind}</text
    >${lines.map((line, index) => markup`<text class="name" x="${x + 12}" y="${start + index * 18}">${line}</text>`)}</g
  >`;
}

/** A name on two lines at most, broken after a separator. */
export function wrapped(name: string, length: number): string[] {
  if (name.length <= length) return [name];
  const head = name.slice(0, length);
  const end = Math.max(...["_", "-", " ", "."].map((separator) => head.lastIndexOf(separator))) + 1;
  const at = end > 0 ? end : length;
  const rest = name.slice(at);
  return [name.slice(0, at), rest.length > length ? `${rest.slice(0, length - 1)}…` : rest];
}
