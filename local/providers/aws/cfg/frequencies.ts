/** How often AWS Config can be asked to do something, in its own words. */
export const frequencies = ["One_Hour", "Three_Hours", "Six_Hours", "Twelve_Hours", "TwentyFour_Hours"];
