//! A module of a few functions, cut and run.

use walrus::{FunctionBuilder, Module, ModuleConfig, RefType, ValType};

use super::split;
use crate::shell::{output, path, program, write};

/// `run` in the first file calls `twice`, which moves, and both call `add_one`, which they share. `more` moves and is
/// called from outside, and calls what is outside, as what loads the later file is.
fn module() -> Vec<u8> {
    let mut module = Module::with_config(ModuleConfig::new());
    module.tables.add_local(false, 1, Some(1), RefType::FUNCREF);
    module.memories.add_local(false, false, 1, None, None);
    let calls = |module: &mut Module, name: &str, callees: &[walrus::FunctionId]| {
        let argument = module.locals.add(ValType::I32);
        let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
        builder.name(name.to_owned());
        let mut body = builder.func_body();
        body.local_get(argument);
        if callees.is_empty() {
            body.i32_const(1).binop(walrus::ir::BinaryOp::I32Add);
        }
        for &callee in callees {
            body.call(callee);
        }
        builder.finish(vec![argument], &mut module.funcs)
    };
    let shared = calls(&mut module, "app::shared::add_one", &[]);
    let inner = calls(&mut module, "app::helper", &[shared]);
    let later = calls(&mut module, "app::later::twice", &[inner, shared]);
    let run = calls(&mut module, "app::first::run", &[later, shared]);
    module.exports.add("run", run);
    let of_int = module.types.add(&[ValType::I32], &[ValType::I32]);
    let (double, _) = module.add_import_func("outside", "double", of_int);
    let more = calls(&mut module, "app::later::more", &[inner, double]);
    module.exports.add("more", more);
    let ty = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func("outside", "load", ty);
    module.exports.add("loadRest", load);
    module.emit_wasm()
}

const RUN: &str = "
const [first, later] = process.argv.slice(1).map((name) => new WebAssembly.Module(require('fs').readFileSync(name)));
const said = [];
const start = (load) => {
  const { exports } = new WebAssembly.Instance(first, { outside: { load: () => load(), double: (x) => 2 * x } });
  return { run: (name) => { try { said.push(exports[name](1)) } catch (error) { said.push(error.message) } }, exports };
};
const lacking = start(() => { throw new Error('absent') });
lacking.run('run');
const waiting = start(() => { said.push('loads'); new WebAssembly.Instance(later, { first: waiting.exports }) });
['run', 'more', 'run'].forEach(waiting.run);
const ready = start(() => said.push('loads'));
new WebAssembly.Instance(later, { first: ready.exports });
['more', 'run'].forEach(ready.run);
console.log(...said);
";

#[test]
fn the_halves_together_do_what_the_whole_did() {
    let wasm = module();
    let halves = split(&wasm, &wasm, &["app::later".to_owned()]).unwrap();
    let folder = path("target/split-test");
    let files = [("first.wasm", &halves.first), ("later.wasm", &halves.later)];
    for (name, bytes) in files {
        write(&folder.join(name), bytes).unwrap();
    }
    let mut node = program("node");
    node.arg("-e").arg(RUN).args(files.map(|(name, _)| folder.join(name)));
    assert_eq!(output(&mut node).as_deref(), Some("absent loads 4 4 4 4 4"));
    let names = |bytes: &[u8]| {
        let module = Module::from_buffer(bytes).unwrap();
        let mut names: Vec<String> =
            module.funcs.iter_local().filter_map(|(id, _)| module.funcs.get(id).name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names(&halves.first),
        ["app::first::run", "app::shared::add_one", "to app::later::more", "to app::later::twice"]
    );
    assert_eq!(names(&halves.later), ["app::helper", "app::later::more", "app::later::twice"]);
}

#[test]
fn what_is_to_move_is_where_the_list_says() {
    for line in super::later_paths().unwrap() {
        let Some(inside) = line.strip_prefix("clientele::") else { continue };
        // A closure has no name in the sources; the function that holds it has.
        let words: Vec<&str> = inside.split("::").filter(|word| !word.starts_with('{')).collect();
        // The longest beginning that is a file; what follows is named in it.
        let found = (1..=words.len()).rev().find_map(|n| {
            let file = format!("src/{}", words[..n].join("/"));
            let text = [format!("{file}.rs"), format!("{file}/mod.rs")]
                .iter()
                .find_map(|file| crate::shell::read(&path(file)).ok())?;
            Some(words[n..].iter().all(|word| text.contains(&format!(" {word}"))))
        });
        assert_eq!(found, Some(true), "pkg-config/later.txt names {line}");
    }
}
