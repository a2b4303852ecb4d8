//! What the linker knew: to which constants and functions each function and each constant points. It leaves this
//! in the file that it writes (`--emit-relocs`), and it is gone once that file is processed further.

use std::collections::BTreeMap;
use std::ops::Range;

use wasmparser::{BinaryReaderError, DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload};
use wasmparser::{RelocationEntry, RelocationType, SymbolInfo};

/// Functions go by the names that the linker gave them.
#[derive(Default)]
pub struct Links {
    /// What the code of a function points to.
    pub functions: BTreeMap<String, Targets>,
    pub constants: Vec<Constant>,
    /// What data points to that is no constant.
    pub rest: Targets,
}

/// Data that never changes.
pub struct Constant {
    /// Where it lies in memory.
    pub place: Range<u32>,
    pub targets: Targets,
}

/// What is pointed to.
#[derive(Default)]
pub struct Targets {
    /// Constants, by position.
    pub constants: Vec<usize>,
    /// Functions whose address is taken, not those that are called; by name.
    pub functions: Vec<String>,
}

/// A segment of data: where its bytes lie in the file, and where in memory.
pub struct Segment {
    bytes: Range<usize>,
    address: u32,
}

/// The parts of the file that count here.
#[derive(Default)]
pub struct File<'a> {
    n_imported: u32,
    pub code_start: usize,
    bodies: Vec<Range<usize>>,
    pub data_start: usize,
    segments: Vec<Segment>,
    /// By the number of the function.
    names: BTreeMap<u32, &'a str>,
    /// By the number of the segment.
    segment_names: BTreeMap<u32, &'a str>,
    pub symbols: Vec<SymbolInfo<'a>>,
    /// Pointers in code, and in data.
    pub in_code: Vec<RelocationEntry>,
    pub in_data: Vec<RelocationEntry>,
}

impl Links {
    /// Reads what the linker left in its file.
    pub fn read(linked: &[u8]) -> Result<Self, BinaryReaderError> {
        let file = File::read(linked)?;
        let mut links = Self::default();
        links.functions.extend(file.names.values().map(|name| ((*name).to_owned(), Targets::default())));
        // Where each symbol that is a constant stands in the list of them.
        let constants: Vec<Option<usize>> = file
            .symbols
            .iter()
            .map(|symbol| file.place(symbol).map(|place| links.add_constant(place)))
            .collect();
        for entry in &file.in_code {
            let place = file.code_start + entry.offset as usize;
            let body = file.bodies.partition_point(|body| body.end <= place);
            let name = file.names.get(&(file.n_imported + body as u32));
            let Some(from) = name.and_then(|name| links.functions.get_mut(*name)) else { continue };
            from.add(&file, &constants, entry);
        }
        for entry in &file.in_data {
            let place = file.data_start + entry.offset as usize;
            let mut is_constant = false;
            for constant in &mut links.constants {
                let here = file.address(place).is_some_and(|address| constant.place.contains(&address));
                if here {
                    constant.targets.add(&file, &constants, entry);
                }
                is_constant |= here;
            }
            if !is_constant {
                links.rest.add(&file, &constants, entry);
            }
        }
        Ok(links)
    }

    /// What anything points to.
    pub fn all_targets(&self) -> impl Iterator<Item = &Targets> {
        let constants = self.constants.iter().map(|constant| &constant.targets);
        self.functions.values().chain(constants).chain([&self.rest])
    }

    fn add_constant(&mut self, place: Range<u32>) -> usize {
        self.constants.push(Constant { place, targets: Targets::default() });
        self.constants.len() - 1
    }
}

impl Targets {
    fn add(&mut self, file: &File<'_>, constants: &[Option<usize>], entry: &RelocationEntry) {
        if entry.ty == RelocationType::FunctionIndexLeb {
            return;
        }
        match file.symbols.get(entry.index as usize) {
            Some(SymbolInfo::Func { index, .. }) => {
                self.functions.extend(file.names.get(index).map(|name| (*name).to_owned()));
            }
            Some(SymbolInfo::Data { .. }) => self.constants.extend(constants[entry.index as usize]),
            _ => {}
        }
    }
}

impl<'a> File<'a> {
    pub fn read(linked: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut file = Self::default();
        for payload in Parser::new(0).parse_all(linked) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        file.n_imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => file.code_start = range.start,
                Payload::CodeSectionEntry(body) => file.bodies.push(body.range()),
                Payload::DataSection(data) => {
                    file.data_start = data.range().start;
                    for segment in data {
                        file.segments.push(Segment::read(&segment?)?);
                    }
                }
                Payload::CustomSection(section) => {
                    file.read_custom(section.name(), section.as_known())?;
                }
                _ => {}
            }
        }
        Ok(file)
    }

    /// The functions of the file: their names and how long their code is.
    pub fn functions(&self) -> impl Iterator<Item = (&'a str, usize)> {
        (self.n_imported..).zip(&self.bodies).map(|(at, body)| {
            let name = self.names.get(&at).copied().unwrap_or("(no name)");
            (name, body.len())
        })
    }

    fn read_custom(&mut self, name: &str, section: KnownCustom<'a>) -> Result<(), BinaryReaderError> {
        match section {
            KnownCustom::Name(names) => {
                for name in names {
                    let (map, into) = match name? {
                        Name::Function(map) => (map, &mut self.names),
                        Name::Data(map) => (map, &mut self.segment_names),
                        _ => continue,
                    };
                    for naming in map {
                        let naming = naming?;
                        into.insert(naming.index, naming.name);
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    if let Linking::SymbolTable(symbols) = part? {
                        self.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                    }
                }
            }
            KnownCustom::Reloc(section) => {
                let entries: Vec<_> = section.entries().into_iter().collect::<Result<_, _>>()?;
                match name {
                    "reloc.CODE" => self.in_code = entries,
                    "reloc.DATA" => self.in_data = entries,
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Where a symbol lies in memory, if it is data that never changes.
    fn place(&self, symbol: &SymbolInfo<'_>) -> Option<Range<u32>> {
        let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
        let is_constant = self.segment_names.get(&symbol.index)?.starts_with(".rodata");
        let start = self.segments.get(symbol.index as usize)?.address + symbol.offset;
        is_constant.then_some(start..start + symbol.size)
    }

    /// Where the bytes of a symbol lie in the file, if it is data that never changes.
    pub fn bytes(&self, symbol: &SymbolInfo<'_>) -> Option<Range<usize>> {
        let place = self.place(symbol)?;
        let SymbolInfo::Data { symbol: Some(symbol), .. } = symbol else { return None };
        let start = self.segments.get(symbol.index as usize)?.bytes.start + symbol.offset as usize;
        Some(start..start + place.len())
    }

    /// The address in memory of a byte of the file.
    pub fn address(&self, place: usize) -> Option<u32> {
        let segment = self.segments.iter().find(|segment| segment.bytes.contains(&place))?;
        Some(segment.address + (place - segment.bytes.start) as u32)
    }
}

impl Segment {
    fn read(data: &wasmparser::Data<'_>) -> Result<Self, BinaryReaderError> {
        let bytes = data.range.end - data.data.len()..data.range.end;
        let mut address = 0;
        if let DataKind::Active { offset_expr, .. } = &data.kind
            && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        {
            address = value as u32;
        }
        Ok(Self { bytes, address })
    }
}
