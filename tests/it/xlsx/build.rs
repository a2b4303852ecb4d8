//! Workbooks made for tests: an archive with the parts that spreadsheets write.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

/// A part: its name and its text.
pub type Part = (String, Vec<u8>);

/// An archive of these parts, packed unless `stored`.
pub fn archive(parts: &[Part], stored: bool) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut crc = Crc::new();
        crc.update(text);
        let packed = if stored { text.clone() } else { deflate(text) };
        let mut head = Vec::new();
        head.extend([20, 0, 0, 0, if stored { 0 } else { 8 }, 0, 0, 0, 0, 0]);
        head.extend(crc.sum().to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend((text.len() as u32).to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((file.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&head);
        file.extend(name.as_bytes());
        file.extend(packed);
    }
    let start = file.len() as u32;
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend((parts.len() as u16).to_le_bytes());
    file.extend((parts.len() as u16).to_le_bytes());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

fn deflate(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Style 1 is a date, 2 a date with a time, 3 five digits with zeros in front, 4 money.
const STYLES: &str = r##"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="[$-407]d\.\ mmmm\ yyyy;@"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="#,##0.00\ &quot;d m y&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>"##;

/// A workbook of sheets: name, state, and the XML inside the sheet element.
pub fn parts(sheets: &[(&str, &str, &str)], shared: &[&str]) -> Vec<Part> {
    let (mut list, mut relations) = (String::new(), String::new());
    let mut parts = Vec::new();
    for (i, (name, state, body)) in sheets.iter().enumerate() {
        write!(list, r#"<sheet name="{name}" sheetId="{0}" state="{state}" r:id="rId{0}"/>"#, i + 1).unwrap();
        write!(
            relations,
            r#"<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{0}.xml"/>"#,
            i + 1
        )
        .unwrap();
        let sheet = format!("<?xml version=\"1.0\"?><worksheet>{body}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{}.xml", i + 1), sheet.into_bytes()));
    }
    let texts: String = shared.iter().map(|text| format!("<si>{text}</si>")).collect();
    let mut add = |name: &str, text: String| parts.push((name.to_owned(), text.into_bytes()));
    add(
        "xl/workbook.xml",
        format!(r#"<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets>{list}</x:sheets></x:workbook>"#),
    );
    add("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>"));
    add("xl/sharedStrings.xml", format!("<sst>{texts}</sst>"));
    add("xl/styles.xml", STYLES.to_owned());
    parts
}

/// A workbook of one sheet.
pub fn workbook(body: &str, shared: &[&str]) -> Vec<u8> {
    archive(&parts(&[("Orders", "visible", body)], shared), false)
}
