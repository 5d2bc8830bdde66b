import { describeManyGroups } from "./manyGroups";

describeManyGroups(50);
