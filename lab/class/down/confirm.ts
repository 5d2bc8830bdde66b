import { confirm as ask } from "../../confirm";

/** Asks for the class's name. @throws LabError when it isn't typed, or there is no terminal to ask on */
export function confirm(className: string): Promise<void> {
  return ask({
    question: `Type the class's name, ${className}, to destroy all of this: `,
    accepts: (answer) => answer === className,
    otherwise: "Nothing was destroyed",
    reason: "that isn't the class's name",
  });
}
