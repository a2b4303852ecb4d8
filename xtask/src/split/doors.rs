//! How the first file calls a function of the later one: through a slot of the table. Until the later file fills it,
//! the slot holds a function of the same type that has the later file loaded and then calls the slot again.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{CallIndirect, Const, Instr, InstrSeq, Value, VisitorMut, dfs_pre_order_mut};
use walrus::{ExportItem, FunctionBuilder, FunctionId, FunctionKind, TableId, TypeId};

use super::half::{Half, Slots};
use super::names::plain;
use crate::shell::Outcome;

/// The export of the first file that returns when the later one is there (`src/web/rest.rs`).
pub const LOADER: &str = "loadRest";

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
    /// Gives each function that moves and is reached from what stays a slot, or the first one that it has. Returns
    /// what these slots hold meanwhile.
    pub fn open_doors(
        &mut self,
        doors: &BTreeSet<usize>,
        moved: &BTreeSet<usize>,
        slots: &mut Slots,
    ) -> Outcome<Slots> {
        let mut meanwhile = Slots::new();
        if doors.is_empty() {
            return Ok(meanwhile);
        }
        let loader = self.exported(LOADER).ok_or(format!("The module does not export {LOADER}."))?;
        let stays: Vec<usize> = (0..self.functions.len()).filter(|at| !moved.contains(at)).collect();
        let mut slot_of = BTreeMap::new();
        for &door in doors {
            let mut its: Vec<u32> =
                slots.iter().filter(|(_, at)| **at == door).map(|(slot, _)| *slot).collect();
            if its.is_empty() {
                its.push(self.grow_table());
                slots.insert(its[0], door);
            }
            let (id, stub) = (self.functions[door], self.functions.len());
            let ty = self.module.funcs.get(id).ty();
            let made = self.stub(Some(loader), its[0], ty);
            let name = self.module.funcs.get(id).name.as_deref().map(|name| format!("to {}", plain(name)));
            self.module.funcs.get_mut(made).name = name;
            self.functions.push(made);
            meanwhile.extend(its.iter().map(|&slot| (slot, stub)));
            slot_of.insert(id, (its[0], ty));
            self.export_through(its[0], id, ty);
        }
        let mut rewrite = Rewrite { slot_of: &slot_of, table: self.table };
        for at in stays {
            if let FunctionKind::Local(code) = &mut self.module.funcs.get_mut(self.functions[at]).kind {
                let entry = code.entry_block();
                dfs_pre_order_mut(&mut rewrite, code, entry);
            }
        }
        Ok(meanwhile)
    }

    fn exported(&self, name: &str) -> Option<FunctionId> {
        self.module.exports.iter().find(|export| export.name == name).and_then(|export| match export.item {
            ExportItem::Function(function) => Some(function),
            _ => None,
        })
    }

    /// Adds a slot to the table.
    fn grow_table(&mut self) -> u32 {
        let table = self.module.tables.get_mut(self.table);
        table.initial += 1;
        table.maximum = Some(table.initial);
        table.initial as u32 - 1
    }

    /// Puts a function that calls the slot in the place of what is exported.
    fn export_through(&mut self, slot: u32, id: FunctionId, ty: TypeId) {
        let is_it = |item: &ExportItem| matches!(item, ExportItem::Function(function) if *function == id);
        let Some(export) =
            self.module.exports.iter().find(|export| is_it(&export.item)).map(walrus::Export::id)
        else {
            return;
        };
        let forward = self.stub(None, slot, ty);
        self.module.exports.get_mut(export).item = ExportItem::Function(forward);
    }

    /// A function that calls the slot, once the later file is loaded if need be.
    fn stub(&mut self, loader: Option<FunctionId>, slot: u32, ty: TypeId) -> FunctionId {
        let module = &mut self.module;
        let ty_of = module.types.get(ty);
        let (params, results) = (ty_of.params().to_vec(), ty_of.results().to_vec());
        let args: Vec<_> = params.iter().map(|&param| module.locals.add(param)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = builder.func_body();
        if let Some(loader) = loader {
            body.call(loader);
        }
        for &arg in &args {
            body.local_get(arg);
        }
        body.i32_const(slot as i32).call_indirect(ty, self.table);
        builder.finish(args, &mut module.funcs)
    }
}
