// The numbers that a text stands for.

import { readFileSync } from "node:fs";
import { readNumbers } from "../assets/javascripts/search/numbers.js";

console.log(JSON.stringify(readNumbers(JSON.parse(readFileSync(process.argv[2], "utf8")))));
