//! Compressed files of several members, cut off, damaged.

use std::io::Write as _;

use clientele::gzip::Unpacker;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// Unpacked in pieces of `piece` bytes, or why not.
fn unpacked(bytes: &[u8], piece: usize) -> Result<Vec<u8>, String> {
    let (mut unpacker, mut text) = (Unpacker::default(), Vec::new());
    for piece in bytes.chunks(piece) {
        text.extend(unpacker.push(piece).map_err(|error| error.to_string())?);
    }
    text.extend(unpacker.finish().map_err(|error| error.to_string())?);
    Ok(text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_one_after_the_other_are_their_texts_one_after_the_other(texts in prop::collection::vec("[a-e,\\n]{0,400}", 1..5), piece in 1_usize..300) {
        let bytes: Vec<u8> = texts.iter().flat_map(|text| packed(text.as_bytes())).collect();
        prop_assert_eq!(unpacked(&bytes, piece).unwrap(), texts.concat().into_bytes());
    }
}

#[test]
fn what_is_cut_off_or_damaged_is_said_so() {
    let whole = packed(b"customer,date,total\nana,2024-03-05,1.50\n");
    let two = [whole.as_slice(), &whole].concat();
    for cut in 1..two.len() {
        let told = unpacked(&two[..cut], 16);
        if cut == whole.len() {
            assert!(told.is_ok());
        } else {
            assert!(told.as_ref().is_err_and(|told| told.contains("cut off")), "{cut}: {told:?}");
        }
    }
    // The check sum of the first member; what follows the last one.
    let mut spoilt = two.clone();
    spoilt[whole.len() - 8] ^= 1;
    for bytes in [spoilt, [two.as_slice(), b"and more of it"].concat()] {
        assert!(unpacked(&bytes, 16).is_err_and(|told| told.contains("damaged")));
    }
}
