//! Cuts a linked module in two over one memory and one table: the first file answers the first questions, the later
//! one holds what `pkg-config/later.txt` names and all that only this calls.
//!
//! A call from the first file into the later one goes through the table. Its slot is empty until the later file fills
//! it, which it does when it is instantiated with the exports of the first. Nothing else is needed at run time.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{CallIndirect, Const, Instr, InstrSeq, Value, Visitor, VisitorMut};
use walrus::ir::{dfs_in_order, dfs_pre_order_mut};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId, GlobalKind,
};
use walrus::{ImportKind, ImportedFunction, Module, TableId, TypeId, passes};

use crate::shell::{Outcome, path, read};

/// Where the later file finds the exports of the first.
const HOME: &str = "first";

/// Both files, with the names of their functions.
pub struct Halves {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
}

/// The paths of Rust modules and functions that load later.
pub fn later_paths() -> Outcome<Vec<String>> {
    let text = read(&path("pkg-config/later.txt"))?;
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

/// Cuts a module that has names. A path that names nothing is an error: what it named has moved.
pub fn split(wasm: &[u8], paths: &[String]) -> Outcome<Halves> {
    // Read twice, so that a function has the same position in both.
    let (mut first, mut later) = (Half::read(wasm)?, Half::read(wasm)?);
    let mut slots = first.take_slots()?;
    later.take_slots()?;
    let moved = moved(&first, &slots, paths)?;
    let size = first.call_through_table(&moved, &mut slots);
    let (there, here) = slots.into_iter().partition(|(_, function)| moved.contains(function));
    let needs = later.needs(&moved);
    first.fill(here, size);
    later.fill(there, size);
    first.export(&needs);
    later.import(&needs);
    Ok(Halves { first: first.write(), later: later.write() })
}

/// Which functions move, by position: those that a path names, and those that only they call.
fn moved(half: &Half, slots: &Slots, paths: &[String]) -> Outcome<BTreeSet<usize>> {
    let mut named = BTreeSet::new();
    let mut idle: BTreeSet<&String> = paths.iter().collect();
    for function in half.module.funcs.iter() {
        let (FunctionKind::Local(_), Some(name)) = (&function.kind, &function.name) else { continue };
        for path in paths.iter().filter(|path| names(name, path)) {
            named.insert(function.id().index());
            idle.remove(path);
        }
    }
    if !idle.is_empty() {
        return Err(format!("pkg-config/later.txt names what the module does not hold: {idle:?}."));
    }
    let exported = half.module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(function) => Some(function.index()),
        _ => None,
    });
    let mut waiting: Vec<usize> = exported.chain(half.module.start.map(|start| start.index())).collect();
    named.retain(|function| !waiting.contains(function));
    waiting.extend(slots.values());
    let mut stays = BTreeSet::new();
    while let Some(function) = waiting.pop() {
        if !named.contains(&function) && stays.insert(function) {
            waiting.extend(half.uses(function).functions);
        }
    }
    Ok((0..half.functions.len()).filter(|function| !stays.contains(function)).collect())
}

/// Does a demangled name lie under a path? `<a::b::C as Trait>::f` lies under `a::b`, `a::bc::f` does not.
fn names(name: &str, path: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    name.match_indices(path)
        .any(|(at, _)| !name[..at].ends_with(is_word) && !name[at + path.len()..].starts_with(is_word))
}

/// The table: which function each slot holds.
type Slots = BTreeMap<u32, usize>;

/// One of the two files to be.
struct Half {
    module: Module,
    functions: Vec<FunctionId>,
    table: TableId,
}

/// What functions use, each by its position.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<usize>,
    globals: BTreeSet<usize>,
    tables: BTreeSet<usize>,
}

impl<'code> Visitor<'code> for Uses {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.functions.insert(function.index());
    }

    fn visit_global_id(&mut self, global: &GlobalId) {
        self.globals.insert(global.index());
    }

    fn visit_table_id(&mut self, table: &TableId) {
        self.tables.insert(table.index());
    }
}

/// Puts a call through the table in the place of each direct call to a function that has moved.
struct Rewrite<'a> {
    slot_of: &'a BTreeMap<FunctionId, (u32, TypeId)>,
    table: TableId,
}

impl VisitorMut for Rewrite<'_> {
    fn start_instr_seq_mut(&mut self, code: &mut InstrSeq) {
        for at in (0..code.instrs.len()).rev() {
            let (Instr::Call(call), place) = &code.instrs[at] else { continue };
            let Some(&(slot, ty)) = self.slot_of.get(&call.func) else { continue };
            let place = *place;
            code.instrs[at] = (CallIndirect { ty, table: self.table }.into(), place);
            code.instrs.insert(at, (Const { value: Value::I32(slot as i32) }.into(), place));
        }
    }
}

impl Half {
    fn read(wasm: &[u8]) -> Outcome<Self> {
        let wrong = |error| format!("The linked module cannot be cut in two: {error:#}.");
        let module = Module::from_buffer(wasm).map_err(wrong)?;
        let table = module.tables.main_function_table().map_err(wrong)?.ok_or("The module has no table.")?;
        let functions = module.funcs.iter().map(walrus::Function::id).collect();
        Ok(Self { module, functions, table })
    }

    /// Empties the table.
    fn take_slots(&mut self) -> Outcome<Slots> {
        let mut slots = Slots::new();
        for id in std::mem::take(&mut self.module.tables.get_mut(self.table).elem_segments) {
            let element = self.module.elements.get(id);
            let (
                ElementKind::Active { offset: ConstExpr::Value(Value::I32(from)), .. },
                ElementItems::Functions(functions),
            ) = (&element.kind, &element.items)
            else {
                return Err("The table is filled in a way that is not known here.".to_owned());
            };
            slots.extend((*from as u32..).zip(functions.iter().map(|function| function.index())));
            self.module.elements.delete(id);
        }
        Ok(slots)
    }

    fn uses(&self, function: usize) -> Uses {
        let mut uses = Uses::default();
        if let FunctionKind::Local(code) = &self.module.funcs.get(self.functions[function]).kind {
            dfs_in_order(&mut uses, code, code.entry_block());
        }
        uses
    }

    /// What stays behind and is needed by what moves.
    fn needs(&self, moved: &BTreeSet<usize>) -> Uses {
        let mut needs = Uses::default();
        for &function in moved {
            let mut uses = self.uses(function);
            needs.functions.append(&mut uses.functions);
            needs.globals.append(&mut uses.globals);
            needs.tables.append(&mut uses.tables);
        }
        needs.functions.retain(|function| !moved.contains(function));
        needs.tables.insert(self.table.index());
        needs
    }

    /// Gives a slot to each function that moves and is called by one that stays. Returns the size of the table.
    fn call_through_table(&mut self, moved: &BTreeSet<usize>, slots: &mut Slots) -> u64 {
        let stays: Vec<usize> = (0..self.functions.len()).filter(|at| !moved.contains(at)).collect();
        let called: BTreeSet<usize> = stays.iter().flat_map(|&at| self.uses(at).functions).collect();
        let mut size = self.module.tables.get(self.table).initial;
        let mut slot_of = BTreeMap::new();
        for &function in called.intersection(moved) {
            let id = self.functions[function];
            slot_of.insert(id, (size as u32, self.module.funcs.get(id).ty()));
            slots.insert(size as u32, function);
            size += 1;
        }
        let mut rewrite = Rewrite { slot_of: &slot_of, table: self.table };
        for at in stays {
            if let FunctionKind::Local(code) = &mut self.module.funcs.get_mut(self.functions[at]).kind {
                let entry = code.entry_block();
                dfs_pre_order_mut(&mut rewrite, code, entry);
            }
        }
        size
    }

    /// Fills these slots of the table, whose size is given, in runs without a gap.
    fn fill(&mut self, slots: Slots, size: u64) {
        let table = self.module.tables.get_mut(self.table);
        (table.initial, table.maximum) = (size, Some(size));
        let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
        for (slot, function) in slots {
            match runs.last_mut() {
                Some((from, run)) if *from + run.len() as u32 == slot => run.push(self.functions[function]),
                _ => runs.push((slot, vec![self.functions[function]])),
            }
        }
        for (from, run) in runs {
            let offset = ConstExpr::Value(Value::I32(from as i32));
            let kind = ElementKind::Active { table: self.table, offset };
            let id = self.module.elements.add(kind, ElementItems::Functions(run));
            self.module.tables.get_mut(self.table).elem_segments.insert(id);
        }
    }

    /// What is shared with the other file, in an order that both know.
    fn shared(&self, needs: &Uses) -> Vec<ExportItem> {
        let module = &self.module;
        let functions = needs.functions.iter().map(|&at| ExportItem::Function(self.functions[at]));
        let globals = module.globals.iter().map(|global| global.id());
        let tables = module.tables.iter().map(|table| table.id());
        functions
            .chain(globals.filter(|id| needs.globals.contains(&id.index())).map(ExportItem::Global))
            .chain(tables.filter(|id| needs.tables.contains(&id.index())).map(ExportItem::Table))
            .chain(module.memories.iter().map(|memory| ExportItem::Memory(memory.id())))
            .collect()
    }

    /// The first file hands out what is shared, by number.
    fn export(&mut self, needs: &Uses) {
        for (at, item) in self.shared(needs).into_iter().enumerate() {
            self.module.exports.add(&at.to_string(), item);
        }
    }

    /// The later file has nothing of its own but code and slots: all that is shared comes from the first.
    fn import(&mut self, needs: &Uses) {
        let shared = self.shared(needs);
        let module = &mut self.module;
        module.start = None;
        let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
        exports.into_iter().for_each(|id| module.exports.delete(id));
        let imports: Vec<_> = module.imports.iter().map(walrus::Import::id).collect();
        imports.into_iter().for_each(|id| module.imports.delete(id));
        let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
        data.into_iter().for_each(|id| module.data.delete(id));
        for (at, item) in shared.into_iter().enumerate() {
            let mut add = |kind: ImportKind| module.imports.add(HOME, &at.to_string(), kind);
            match item {
                ExportItem::Function(id) => {
                    let import = add(id.into());
                    let function = module.funcs.get_mut(id);
                    function.kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
                }
                ExportItem::Global(id) => {
                    let import = add(id.into());
                    module.globals.get_mut(id).kind = GlobalKind::Import(import);
                }
                ExportItem::Table(id) => module.tables.get_mut(id).import = Some(add(id.into())),
                ExportItem::Memory(id) => {
                    let import = add(id.into());
                    let memory = module.memories.get_mut(id);
                    memory.import = Some(import);
                    memory.data_segments.clear();
                }
                ExportItem::Tag(_) => {}
            }
        }
    }

    fn write(mut self) -> Vec<u8> {
        passes::gc::run(&mut self.module);
        self.module.emit_wasm()
    }
}
