//! One of the two files to be: what is read from it and how it is changed.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind};
use walrus::{GlobalId, GlobalKind, ImportKind, ImportedFunction, Module, TableId, passes};

use super::names::{bare, names, plain};
use crate::shell::Outcome;

/// Where the later file finds the exports of the first.
const HOME: &str = "first";

/// Bytes between two runs of data below which they become one.
const LONGEST_GAP: u32 = 8;

/// Where data lies in memory.
fn start_of(data: &walrus::Data) -> Outcome<u32> {
    match data.kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => Ok(start as u32),
        _ => Err("The data lies in a way that is not known here.".to_owned()),
    }
}

/// The table: which function each slot holds.
pub type Slots = BTreeMap<u32, usize>;

/// One of the two files to be.
pub struct Half {
    pub(super) module: Module,
    pub functions: Vec<FunctionId>,
    pub(super) table: TableId,
}

/// What functions use, each by its position.
#[derive(Default)]
pub struct Uses {
    pub functions: BTreeSet<usize>,
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

impl Half {
    pub fn read(wasm: &[u8]) -> Outcome<Self> {
        let wrong = |error| format!("The linked module cannot be cut in two: {error:#}.");
        let module = Module::from_buffer(wasm).map_err(wrong)?;
        let table = module.tables.main_function_table().map_err(wrong)?.ok_or("The module has no table.")?;
        let functions = module.funcs.iter().map(walrus::Function::id).collect();
        Ok(Self { module, functions, table })
    }

    /// Empties the table.
    pub fn take_slots(&mut self) -> Outcome<Slots> {
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

    /// A function's name as the linker wrote it.
    pub fn name(&self, function: usize) -> Option<&String> {
        self.module.funcs.get(self.functions[function]).name.as_ref()
    }

    pub fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        (0..self.functions.len()).filter_map(|at| Some((at, self.name(at)?.as_str())))
    }

    /// The functions that are called from outside.
    pub fn entries(&self) -> Vec<usize> {
        let exported = self.module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(function) => Some(function.index()),
            _ => None,
        });
        exported.chain(self.module.start.map(|start| start.index())).collect()
    }

    /// The functions that come from outside.
    pub fn imported(&self) -> impl Iterator<Item = usize> {
        let is_import = |id: FunctionId| matches!(self.module.funcs.get(id).kind, FunctionKind::Import(_));
        (0..self.functions.len()).filter(move |&at| is_import(self.functions[at]))
    }

    /// The functions that a path names.
    pub fn named(&self, paths: &[String]) -> BTreeSet<usize> {
        let lies_under = |name: &str| {
            let name = plain(name);
            let bare = bare(&name);
            paths.iter().any(|path| names(if path.contains('<') { &name } else { &bare }, path))
        };
        let outside: BTreeSet<usize> = self.imported().collect();
        self.names()
            .filter(|(at, name)| !outside.contains(at) && lies_under(name))
            .map(|(at, _)| at)
            .collect()
    }

    /// Wipes bytes of the data: zeros cost nothing.
    pub fn wipe(&mut self, places: &BTreeSet<u32>) -> Outcome {
        let all: Vec<_> = self.module.data.iter().map(walrus::Data::id).collect();
        for id in all {
            let data = self.module.data.get_mut(id);
            let start = start_of(data)?;
            for &place in places.range(start..start + data.value.len() as u32) {
                data.value[(place - start) as usize] = 0;
            }
        }
        Ok(())
    }

    /// Keeps these bytes of the data alone, each run as data of its own.
    pub fn keep(&mut self, places: &BTreeSet<u32>) -> Outcome {
        let Some(memory) = self.module.memories.iter().next().map(walrus::Memory::id) else { return Ok(()) };
        let mut runs: Vec<(u32, Vec<u8>)> = Vec::new();
        for data in self.module.data.iter() {
            let start = start_of(data)?;
            let mut ends = start;
            for &place in places.range(start..start + data.value.len() as u32) {
                // What lies between is the same in both files: a short gap costs less than a run.
                let near = runs.last_mut().filter(|_| ends > start && place - ends <= LONGEST_GAP);
                let from = if near.is_some() { ends } else { place };
                let bytes = &data.value[(from - start) as usize..=(place - start) as usize];
                match near {
                    Some((_, run)) => run.extend(bytes),
                    None => runs.push((place, bytes.to_vec())),
                }
                ends = place + 1;
            }
        }
        let old: Vec<_> = self.module.data.iter().map(walrus::Data::id).collect();
        old.into_iter().for_each(|id| self.module.data.delete(id));
        self.module.memories.get_mut(memory).data_segments.clear();
        for (place, bytes) in runs {
            let offset = ConstExpr::Value(Value::I32(place as i32));
            let id = self.module.data.add(DataKind::Active { memory, offset }, bytes);
            self.module.memories.get_mut(memory).data_segments.insert(id);
        }
        Ok(())
    }

    pub fn uses(&self, function: usize) -> Uses {
        let mut uses = Uses::default();
        if let FunctionKind::Local(code) = &self.module.funcs.get(self.functions[function]).kind {
            dfs_in_order(&mut uses, code, code.entry_block());
        }
        uses
    }

    /// What stays behind and is needed by what moves.
    pub fn needs(&self, moved: &BTreeSet<usize>) -> Uses {
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

    /// Slots in the table.
    pub fn table_size(&self) -> u64 {
        self.module.tables.get(self.table).initial
    }

    /// Fills these slots of the table, whose size is given, in runs without a gap.
    pub fn fill(&mut self, slots: Slots, size: u64) {
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
    pub fn shared(&self, needs: &Uses) -> Vec<ExportItem> {
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
    pub fn export(&mut self, needs: &Uses) {
        for (at, item) in self.shared(needs).into_iter().enumerate() {
            self.module.exports.add(&at.to_string(), item);
        }
    }

    /// The later file exports nothing; all that is shared comes from the first.
    pub fn import(&mut self, needs: &Uses) {
        let shared = self.shared(needs);
        let module = &mut self.module;
        module.start = None;
        let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
        exports.into_iter().for_each(|id| module.exports.delete(id));
        let imports: Vec<_> = module.imports.iter().map(walrus::Import::id).collect();
        imports.into_iter().for_each(|id| module.imports.delete(id));
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
                ExportItem::Memory(id) => module.memories.get_mut(id).import = Some(add(id.into())),
                ExportItem::Tag(_) => {}
            }
        }
    }

    /// The file, with names that a reader of Rust knows.
    pub fn write(mut self) -> Vec<u8> {
        for function in self.module.funcs.iter_mut() {
            function.name = function.name.take().map(|name| plain(&name));
        }
        // What the linker left speaks of the whole module.
        let customs: Vec<_> = self.module.customs.iter().map(|(id, _)| id).collect();
        customs.into_iter().for_each(|id| drop(self.module.customs.delete(id)));
        passes::gc::run(&mut self.module);
        self.module.emit_wasm()
    }
}
