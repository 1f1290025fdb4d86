#!/usr/bin/env node
// ganscope beside native onnxruntime on the same weights, in turns of a twentieth of a second, so that what else the
// machine does hits both: mnist-dense and a DCGAN of 64x64 with 64 channels and random weights, for 1, 16 and 64
// images, on one and two threads. Prints a table in milliseconds a batch, and a line of JSON. Images are compared first.
//   npm install --ignore-scripts --prefix DIR onnxruntime-node@1.20.1      once, DIR outside the repository
//   benchmarks/onnxruntime.js DIR [TURNS]                                 20 turns each; about a minute
// Wants build/release/bin/ganscope (or GANSCOPE), python3, and a machine with nothing else to do.
'use strict'
const {execFileSync, spawn} = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')
const readline = require('readline')

const root = path.join(__dirname, '..')
const program = process.env.GANSCOPE || path.join(root, 'build/release/bin/ganscope')
const [where, turns] = [process.argv[2], Number(process.argv[3] || 20)]
if (!where || !(turns >= 1)) {
  console.error('usage: benchmarks/onnxruntime.js DIR [TURNS], DIR where onnxruntime-node is installed')
  process.exit(2)
}
const ort = require(require.resolve('onnxruntime-node', {paths: [path.resolve(where)]}))
const kTurn = 0.05  // seconds

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
const seconds = () => Number(process.hrtime.bigint()) / 1e9

// A process of ganscope that answers a line with a line.
class Ganscope {
  constructor(model, threads) {
    this.process = spawn(program, ['bench', 'generator', model, '--by-turns', '--threads', String(threads)],
                         {stdio: ['pipe', 'pipe', 'inherit']})
    this.lines = readline.createInterface({input: this.process.stdout})[Symbol.asyncIterator]()
  }
  async next() {
    const {value, done} = await this.lines.next()
    if (done) throw new Error('ganscope ended')
    return JSON.parse(value)
  }
  ask(line) {
    this.process.stdin.write(line + '\n')
    return this.next()
  }
  pass(images, passes) { return this.ask(`${images} ${passes}`) }
  end() { this.process.stdin.end() }
}

class Onnx {
  static async open(file, threads) {
    const self = new Onnx()
    self.session = await ort.InferenceSession.create(file, {intraOpNumThreads: threads, interOpNumThreads: 1})
    return self
  }
  run(latents, images) { return this.session.run({latents: new ort.Tensor('float32', latents, [images, 100])}) }
  async pass(images, passes) {
    const latents = Float32Array.from({length: 100 * images}, normal)
    const begin = seconds()
    for (let i = 0; i < passes; ++i) await this.run(latents, images)
    return (seconds() - begin) / passes
  }
}

let state = 1
const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())

// The greatest difference of a pixel in [0, 1] over a few images.
async function difference(ours, theirs) {
  let worst = 0
  for (let image = 0; image < 4; ++image) {
    const latent = Float32Array.from({length: 100}, normal)
    const mine = await ours.ask('image ' + Array.from(latent).join(' '))
    const other = (await theirs.run(latent, 1)).images.data
    if (mine.length !== other.length) throw new Error('images of different sizes')
    mine.forEach((pixel, i) => { worst = Math.max(worst, Math.abs(pixel - (other[i] + 1) / 2)) })
  }
  return worst
}

// Medians over turns, and how many passes make one.
async function inTurns(one, other, images) {
  const passes = []
  for (const it of [one, other]) {
    await it.pass(images, 3)
    passes.push(Math.max(1, Math.round(kTurn / await it.pass(images, 3))))
  }
  const times = [[], []]
  for (let turn = 0; turn < turns; ++turn) {
    times[0].push(await one.pass(images, passes[0]))
    times[1].push(await other.pass(images, passes[1]))
  }
  return times.map(median)
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ganscope-onnx-'))
  const twin = (...args) => execFileSync('python3', [path.join(__dirname, 'onnx_twin.py'), ...args])
  const dcgan = path.join(folder, 'dcgan.safetensors')
  const nothing = path.join(folder, 'nothing.onnx')
  twin('--dcgan', dcgan)
  twin('--nothing', nothing)
  const models = [['dense', path.join(root, 'assets/models/mnist-dense.safetensors')], ['DCGAN 64x64', dcgan]]
  const rows = []
  for (const [name, file] of models) {
    const onnx = path.join(folder, name + '.onnx')
    twin(file, onnx)
    for (const threads of [1, 2]) {
      const ours = new Ganscope(file, threads)
      await ours.next()
      const theirs = await Onnx.open(onnx, threads)
      const empty = await Onnx.open(nothing, threads)
      const apart = await difference(ours, theirs)
      if (!(apart <= 1 / 255)) throw new Error(`${name}: a pixel differs by ${apart}`)
      for (const images of [1, 16, 64]) {
        const [mine, other] = await inTurns(ours, theirs, images)
        await empty.pass(images, 100)
        const call = await empty.pass(images, 1000)
        rows.push({model: name, threads, images, ganscope_ms: 1e3 * mine, onnxruntime_ms: 1e3 * other,
                   call_ms: 1e3 * call, ratio: other / mine, ratio_without_call: (other - call) / mine,
                   pixel_difference: apart})
      }
      ours.end()
    }
  }
  fs.rmSync(folder, {recursive: true})
  const cell = (text, width) => String(text).padStart(width)
  console.log('| model | threads | images | ganscope, ms | onnxruntime, ms | ratio | without the call |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const r of rows)
    console.log(`| ${r.model.padEnd(11)} | ${r.threads} | ${cell(r.images, 2)} | ${cell(r.ganscope_ms.toFixed(3), 8)} | ` +
                `${cell(r.onnxruntime_ms.toFixed(3), 8)} | ${r.ratio.toFixed(2)} | ${r.ratio_without_call.toFixed(2)} |`)
  const least = Math.min(...rows.map(r => r.ratio))
  console.log(JSON.stringify({onnxruntime: ort.env?.versions?.node || 'unknown', ratio: least, rows}))
}

main().catch(e => { console.error(`onnxruntime.js: ${e.message}`); process.exit(1) })
