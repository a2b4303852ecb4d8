//! Laws of every picture, at every width, for kind and for hostile input.

use clientele::chart::columns::{Columns, Part, Places};
use clientele::chart::forest::{Estimate, Forest};
use clientele::chart::heat::{Heat, HeatRow};
use clientele::chart::lines::{Line, Lines};
use clientele::chart::pen::{Anchor, Color, Font, Paint, Pen, Point, Rect};
use clientele::chart::text::{ASCENT, DESCENT};
use clientele::chart::widths::table_width;
use clientele::chart::{Caption, Mark, Picture, Size, Theme, draw, preferred_height, svg};
use clientele::locale::Locale;
use clientele::report;

use super::answers::Answers;
use super::fixtures;
use super::forms::{self, Forms};
use super::golden::dollars;

/// Collects what is drawn.
#[derive(Default)]
struct Boxes {
    texts: Vec<(String, Rect, Color)>,
    fills: Vec<(Rect, Color)>,
    strokes: Vec<[Point; 2]>,
}

impl Pen for Boxes {
    fn rect(&mut self, rect: Rect, paint: Paint) {
        self.fills.push((rect, paint.color));
    }
    fn polygon(&mut self, points: &[Point], paint: Paint) {
        self.fills.push((Rect::around(points), paint.color));
    }
    fn line(&mut self, points: &[Point], _: f64, paint: Paint) {
        self.fills.push((Rect::around(points), paint.color));
        self.strokes.extend(points.windows(2).map(|pair| [pair[0], pair[1]]));
    }
    fn circle(&mut self, (x, y): Point, r: f64, _: Option<f64>, paint: Paint) {
        self.fills.push((Rect::new(x - r, y - r, 2.0 * r, 2.0 * r), paint.color));
    }
    fn text(&mut self, text: &str, (x, y): Point, anchor: Anchor, font: &Font<'_>, paint: Paint) {
        let width = table_width(text, font);
        let left = match anchor {
            Anchor::Left => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::Right => x - width,
        };
        let height = (ASCENT + DESCENT) * font.size;
        self.texts.push((text.into(), Rect::new(left, y - ASCENT * font.size, width, height), paint.color));
    }
    fn text_width(&self, text: &str, font: &Font<'_>) -> f64 {
        table_width(text, font)
    }
    fn clip(&mut self, _: Option<Rect>) {}
}

const WIDTHS: [f64; 9] = [280.0, 320.0, 375.0, 480.0, 559.0, 560.0, 768.0, 1200.0, 1600.0];

/// Draws at every width, from both sides, small and large, and checks what must hold of any picture.
fn check(name: &str, picture: &Picture<'_>, n_rows: usize) {
    for width in WIDTHS {
        for (right_to_left, size) in [(false, 13.0), (true, 13.0), (false, 16.0)] {
            let theme = Theme { size, ..Theme::light() };
            let locale = Locale { right_to_left, ..dollars() };
            let what = format!("{name} at {width}, type of {size}, from the right: {right_to_left}");
            check_one(&what, picture, n_rows, width, &theme, &locale);
        }
    }
}

fn check_one(what: &str, picture: &Picture<'_>, n_rows: usize, width: f64, theme: &Theme, locale: &Locale) {
    let size = Size { width, height: preferred_height(picture, width, theme) };
    let mut boxes = Boxes::default();
    let marks = draw(picture, &mut boxes, size, theme, locale).unwrap();
    // An eighth of a pixel is the step of the grid.
    let sheet = Rect::new(-0.125, -0.125, size.width + 0.25, size.height + 0.25);
    let inside = |rect: &Rect| {
        rect.x >= sheet.x
            && rect.y >= sheet.y
            && rect.right() <= sheet.right()
            && rect.bottom() <= sheet.bottom()
    };
    for (text, rect, _) in &boxes.texts {
        assert!(inside(rect), "{what}: {text:?} leaves the sheet: {rect:?}");
    }
    for (rect, _) in &boxes.fills {
        assert!(inside(rect), "{what}: a shape leaves the sheet: {rect:?}");
    }
    for (i, (a, first, _)) in boxes.texts.iter().enumerate() {
        for (b, second, _) in &boxes.texts[i + 1..] {
            assert!(!first.overlaps(second), "{what}: {a:?} lies on {b:?}");
        }
    }
    for stroke in &boxes.strokes {
        for (text, rect, _) in &boxes.texts {
            // The room above and below the letters may be touched.
            let letters = Rect::new(rect.x, rect.y + 2.0, rect.width, rect.height - 4.0);
            assert!(!crosses(stroke, &letters), "{what}: a line runs through {text:?}");
        }
    }
    check_marks(what, &marks, n_rows, &sheet);
}

/// Does a stroke pass through a rectangle? Looked at in steps of a fifth of a pixel or so.
fn crosses([from, to]: &[Point; 2], rect: &Rect) -> bool {
    let n = ((from.0 - to.0).abs().max((from.1 - to.1).abs()) * 5.0).ceil().max(1.0);
    (0..=n as i32).map(|k| f64::from(k) / n).any(|part| {
        let (x, y) = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        x > rect.x && x < rect.right() && y > rect.y && y < rect.bottom()
    })
}

fn check_marks(what: &str, marks: &[Mark], n_rows: usize, sheet: &Rect) {
    assert_eq!(marks.len(), n_rows, "{what}: one mark a row, or a cell");
    let cells: Vec<(u32, u32)> = marks.iter().map(|mark| (mark.row, mark.column)).collect();
    assert!(cells.windows(2).all(|pair| pair[0] < pair[1]), "{what}: in the order of the table, each once");
    if cells.iter().all(|cell| cell.1 == 0) {
        assert!(
            cells.iter().enumerate().all(|(row, cell)| cell.0 as usize == row),
            "{what}: no row left out"
        );
    }
    for mark in marks {
        let rect = Rect::new(mark.x.into(), mark.y.into(), mark.width.into(), mark.height.into());
        assert!(rect.x >= sheet.x && rect.right() <= sheet.right(), "{what}: {mark:?}");
        assert!(rect.y >= sheet.y && rect.bottom() <= sheet.bottom(), "{what}: {mark:?}");
        // WCAG 2.2, 2.5.8: a target is at least 24 pixels, or has a larger one that does the same: the row of the table.
        assert!(mark.width.max(mark.height) >= 24.0, "{what}: {mark:?} is too small to point at");
    }
}

#[test]
fn labels_and_marks_stay_inside_and_apart() {
    check("segments", &Picture::Segments(&fixtures::shop()), 11);
    check("funnel", &Picture::Funnel(&fixtures::checkout()), 5);
    check("ladder", &Picture::Ladder(&fixtures::ladder()), 5);
    check("value", &Picture::Value(&fixtures::worth()), 10);
}

#[test]
fn forms_keep_the_laws() {
    for (name, picture, n_marks, _) in Forms::new().all() {
        check(name, &picture, n_marks);
    }
}

#[test]
fn real_answers_keep_the_laws() {
    for (name, picture, n_marks) in Answers::new().all() {
        check(name, &picture, n_marks);
    }
}

#[test]
fn extreme_answers_keep_the_laws() {
    check("nobody", &Picture::Segments(&fixtures::grouped([(0, 0.0); 11])), 11);
    let mut one = [(0, 0.0); 11];
    one[4] = (1, -20.0);
    check("one who sent all back", &Picture::Segments(&fixtures::grouped(one)), 11);
    check("millions", &Picture::Segments(&fixtures::grouped([(98_765_432, 9.9e13); 11])), 11);

    check("no step", &Picture::Funnel(&fixtures::funnel(&[])), 0);
    check("one step", &Picture::Funnel(&fixtures::funnel(&[("Paid", 3, None)])), 1);
    check("nobody came", &Picture::Funnel(&fixtures::funnel(&[("a", 0, None), ("b", 0, None)])), 2);
    let all = [("a", 987_654_321, None), ("b", 987_654_321, Some(0.0)), ("c", 0, Some(1e9)), ("d", 0, None)];
    check("all, then none", &Picture::Funnel(&fixtures::funnel(&all)), 4);
    let steep = [("a", 1_000_000, None), ("b", 3, Some(3.2e7)), ("c", 2, Some(61.0)), ("d", 1, Some(1.0))];
    check("steep", &Picture::Funnel(&fixtures::funnel(&steep)), 4);

    check("nothing expected", &Picture::Value(&fixtures::tenths([(10.0, None); 10])), 10);
    check("refunds", &Picture::Value(&fixtures::tenths([(-1e9, Some(0.0)); 10])), 10);
}

#[test]
fn the_accent_is_on_what_the_finding_says() {
    let answers = Answers::new();
    let theme = Theme::light();
    let accented = |picture: &Picture<'_>| {
        let size = Size { width: 900.0, height: preferred_height(picture, 900.0, &theme) };
        let mut boxes = Boxes::default();
        draw(picture, &mut boxes, size, &theme, &dollars()).unwrap();
        let texts = boxes.texts.into_iter().filter(|(_, _, color)| *color == theme.accent);
        texts.map(|(text, _, _)| text).collect::<Vec<_>>().join(" ")
    };
    let finding = report::ladder(&answers.ladder, &dollars()).finding;
    let text = accented(&Picture::Ladder(&answers.ladder));
    // The sample: 1,218 of 2,357 bought on one day only.
    assert!(finding.contains("1,218") && text.contains("1,218"), "{finding:?} and {text:?}");

    let funnel = fixtures::checkout();
    let finding = report::funnel(&funnel, &dollars()).finding;
    let text = accented(&Picture::Funnel(&funnel));
    assert!(finding.contains("Put it in the basket") && text.contains("2,527"), "{finding:?} and {text:?}");
}

#[test]
fn hostile_names_are_shortened_and_escaped() {
    let names = fixtures::hostile();
    let steps: Vec<(&str, usize, Option<f64>)> =
        names.iter().enumerate().map(|(i, name)| (name.as_str(), 900 - 100 * i, Some(60.0))).collect();
    let funnel = fixtures::funnel(&steps);
    let picture = Picture::Funnel(&funnel);
    check("hostile", &picture, names.len());

    for width in WIDTHS {
        let caption = Caption { title: &names[0], subtitle: &names[1], footer: &names[2] };
        let drawn = svg(&picture, width, &caption, &Theme::light(), &dollars()).unwrap();
        assert!(!drawn.contains("<script") && !drawn.contains("<img"), "a tag came through at {width}");
        assert!(drawn.contains("&lt;"), "the name is shown as text");
        assert!(drawn.contains('…'), "long names end in an ellipsis");
        assert!(!drawn.contains('\0') && !drawn.contains('\u{202E}') && !drawn.contains('\u{2066}'));
        assert!(drawn.len() < 60_000, "{} bytes for seven steps", drawn.len());
    }
}

#[test]
fn hostile_names_keep_the_laws_in_every_form() {
    let names = fixtures::hostile();
    let mut lines = forms::months();
    let mut columns = forms::stacked();
    let mut heat = forms::cohorts();
    let mut forest = forms::lift();
    let first = lines.lines[0].clone();
    lines.lines = names.iter().take(6).map(|name| Line { name: name.clone(), ..first.clone() }).collect();
    for (k, name) in names.iter().enumerate() {
        columns.parts[k % 2].name = name.clone();
        heat.rows[k].name = name.clone();
        heat.rows[k].note = name.clone();
        heat.columns[k] = name.clone();
        forest.rows[k % 5].name = name.clone();
    }
    columns.places = Places::Named((0..12).map(|k| names[k % names.len()].clone()).collect());
    lines.titles = [names[0].clone(), names[2].clone()];
    lines.point = Some((lines.x[9], 21_000.0, names[3].clone()));
    forest.reference = Some((0.0, names[2].clone()));
    check("hostile lines", &Picture::Lines(&lines), 18);
    check("hostile columns", &Picture::Columns(&columns), 12);
    check("hostile heat", &Picture::Heat(&heat), 144);
    check("hostile forest", &Picture::Forest(&forest), 5);
}

#[test]
fn empty_and_endless_numbers_keep_the_laws() {
    check("no line", &Picture::Lines(&Lines::default()), 0);
    check("no column", &Picture::Columns(&Columns::default()), 0);
    check("no cell", &Picture::Heat(&Heat::default()), 0);
    check("no estimate", &Picture::Forest(&Forest::default()), 0);
    let wild = [Some(f64::NAN), Some(f64::INFINITY), None, Some(-1e300), Some(1e300), Some(0.0)];
    let lines = Lines {
        x: (0..6).map(f64::from).collect(),
        lines: vec![Line { values: wild.to_vec(), ..Line::default() }],
        ..Lines::default()
    };
    check("wild lines", &Picture::Lines(&lines), 6);
    let columns = Columns {
        places: Places::Named(vec![String::new(); 6]),
        parts: vec![Part { values: wild.to_vec(), ..Part::default() }; 2],
        ..Columns::default()
    };
    check("wild columns", &Picture::Columns(&columns), 6);
    let row = HeatRow { cells: wild.to_vec(), ..HeatRow::default() };
    let heat = Heat { columns: vec![String::new(); 6], rows: vec![row], ..Heat::default() };
    check("wild cells", &Picture::Heat(&heat), 6);
    let estimate = |value: &Option<f64>| Estimate {
        value: *value,
        range: value.map(|value| (value, value)),
        ..Estimate::default()
    };
    let forest = Forest { rows: wild.iter().map(estimate).collect(), ..Forest::default() };
    check("wild estimates", &Picture::Forest(&forest), 6);
}

#[test]
fn reading_from_the_right_mirrors_the_marks() {
    let ladder = fixtures::ladder();
    let picture = Picture::Ladder(&ladder);
    let theme = Theme::light();
    let size = Size { width: 800.0, height: preferred_height(&picture, 800.0, &theme) };
    let drawn = |right_to_left| {
        let mut boxes = Boxes::default();
        let locale = Locale { right_to_left, ..Locale::default() };
        draw(&picture, &mut boxes, size, &theme, &locale).unwrap();
        boxes
    };
    let (left, right) = (drawn(false), drawn(true));
    assert_eq!(left.fills.len(), right.fills.len());
    for ((a, _), (b, _)) in left.fills.iter().zip(&right.fills) {
        assert!((a.x - (size.width - b.right())).abs() < 1e-9, "{a:?} is not the mirror of {b:?}");
        assert_eq!((a.y, a.height), (b.y, b.height));
    }
    let texts = |boxes: &Boxes| boxes.texts.iter().map(|(text, _, _)| text.clone()).collect::<Vec<_>>();
    assert_eq!(texts(&left), texts(&right), "text is not mirrored");
}

#[test]
fn sizes_out_of_range_are_refused() {
    let ladder = fixtures::ladder();
    for (width, height) in
        [(0.0, 300.0), (300.0, f64::NAN), (f64::INFINITY, 300.0), (300.0, 1e9), (-5.0, 5.0)]
    {
        let size = Size { width, height };
        let mut pen = Boxes::default();
        let refused = draw(&Picture::Ladder(&ladder), &mut pen, size, &Theme::light(), &Locale::default());
        assert_eq!(refused.unwrap_err().code(), "draw");
        assert!(pen.texts.is_empty() && pen.fills.is_empty());
    }
}
