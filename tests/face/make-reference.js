// SPDX-License-Identifier: GPL-3.0-or-later
// node make-reference.js MODELS ONNXRUNTIME > reference.txt: what another implementation makes of the models, for
// inputs that test-network.c makes in the same way. Was run once with onnxruntime-node 1.14.0 of npm:
// npm install onnxruntime-node@1.14.0; node make-reference.js build/face-models ./node_modules/onnxruntime-node
const path = require("path");
const [models, runtime] = process.argv.slice(2);
const ort = require(path.resolve(runtime));

const inputs = {fr_detect: [1, 3, 240, 320], fr_landmark: [1, 1, 64, 64], fr_eye: [1, 1, 24, 24],
                fr_feature: [1, 3, 112, 112]};
const samples = 16;

function makeInput(dimensions) {
  const data = new Float32Array(dimensions.reduce((a, b) => a * b));
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = (state >>> 8) / 8388608 - 1;
  }
  return new ort.Tensor("float32", data, dimensions);
}

async function main() {
  console.log("# model, output, how many numbers it has, its length as a vector, then place:number");
  for (const [model, dimensions] of Object.entries(inputs)) {
    const session = await ort.InferenceSession.create(path.join(models, model + ".onnx"));
    const outputs = await session.run({input: makeInput(dimensions)});
    for (const name of session.outputNames) {
      const data = outputs[name].data;
      const length = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));
      const places = new Set(Array.from({length: samples}, (_, i) => Math.floor(i * data.length / samples)));
      console.log([model, name, data.length, length.toPrecision(9),
                   ...Array.from(places, (place) => place + ":" + data[place].toPrecision(8))].join(" "));
    }
  }
}

main();
