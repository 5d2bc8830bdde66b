import { describeManyGroups } from "./manyGroups";

// Takes several minutes.
describeManyGroups(1000);
