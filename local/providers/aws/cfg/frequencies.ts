/** AWS Config's periods, of rules and snapshots. */
export const frequencies = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"];
