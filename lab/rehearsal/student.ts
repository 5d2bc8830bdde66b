/** The student whose lab is rehearsed. */
export const student = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com" };
