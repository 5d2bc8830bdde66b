import { describeManyGroups } from "./manyGroups";

// Takes about half an hour: moto looks through all groups for each.
describeManyGroups(1000);
