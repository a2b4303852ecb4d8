//! The session of the analyst: files in, answers out. It owns the facts.
//!
//! The module comes in two files (`pkg-config/later.txt` says what is in the second). What needs the second one asks
//! [`Session::whole`] first, and is refused with the code `later` until it is there.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::answers::{Answer, Answers, Question};
use super::files::Files;
use super::habits::Look;
use super::node::{Fields, Node};
use super::selection::Selected;
use super::setting::Setting;
use super::surface::CanvasPen;
use super::{config, dto, dto_files, findings, fitted, habits};
use crate::chart::{self, Caption, Mark, Size};
use crate::csv::Part;
use crate::error::Error;
use crate::gzip::Unpacker;
use crate::locale::Locale;
use crate::report::{CsvOptions, CustomerList, Guard, Sheet};
use crate::xlsx;

type Thrown<T = JsValue> = Result<T, Error>;

/// What unpacks a file. Behind a trait because a session is also dropped before the later file of the module is there,
/// which has the one unpacker: only a value that exists leads to it.
trait Unpack {
    fn take(&mut self, bytes: &[u8], is_last: bool) -> Result<Vec<u8>, Error>;
}

impl Unpack for Unpacker {
    fn take(&mut self, bytes: &[u8], is_last: bool) -> Result<Vec<u8>, Error> {
        if is_last { self.finish() } else { self.push(bytes) }
    }
}

/// Loaded files and the answers to questions about their customers.
#[wasm_bindgen]
#[derive(Default)]
pub struct Session {
    files: Files,
    answers: Answers,
    selected: Selected,
    pen: Option<(JsValue, CanvasPen)>,
    is_whole: bool,
    /// Of the packed file that is unpacked at the moment.
    unpacker: Option<Box<dyn Unpack>>,
    locale: Locale,
}

#[wasm_bindgen]
impl Session {
    /// Nothing is loaded.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The later file of the module is there.
    pub fn complete(&mut self) {
        self.is_whole = true;
    }

    /// Takes the habits and the language of the reader, for all that is written from now on.
    pub fn speak(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ReaderLocale")] locale: JsValue,
    ) -> Thrown<()> {
        self.locale = habits::locale(Setting::all("locale", &Node::from_js(locale)?))?;
        Ok(())
    }

    /// The text of the first table of a workbook (.xlsx), in pieces, with what the user should know of it.
    #[wasm_bindgen(unchecked_return_type = "SheetText")]
    pub fn sheet(&self, workbook: &[u8]) -> Thrown {
        self.whole()?;
        let pieces = js_sys::Array::new();
        let notes = xlsx::to_csv(workbook, &mut |piece| {
            pieces.push(&js_sys::Uint8Array::from(piece));
        })
        .map_err(|error| error.told(&self.locale))?;
        let text = js_sys::Object::new();
        let set = |key: &str, value: &JsValue| js_sys::Reflect::set(&text, &key.into(), value).is_ok();
        let notes: js_sys::Array =
            notes.iter().map(|note| JsValue::from_str(&note.written(&self.locale))).collect();
        set("pieces", &pieces);
        set("notes", &notes);
        Ok(text.into())
    }

    /// Unpacks the next bytes of a gzip file; none begin a file, and `is_last` ends it.
    pub fn unpack(&mut self, bytes: &[u8], is_last: bool) -> Thrown<Vec<u8>> {
        self.whole()?;
        if bytes.is_empty() && !is_last {
            self.unpacker = None;
            return Ok(Vec::new());
        }
        let unpacker = self.unpacker.get_or_insert_with(|| Box::new(Unpacker::default()));
        unpacker.take(bytes, is_last).map_err(|error| error.told(&self.locale))
    }

    /// Looks at the first bytes of a file, 256 KiB or all of it.
    #[wasm_bindgen(unchecked_return_type = "Review")]
    pub fn inspect(&mut self, name: &str, size: f64, head: &[u8]) -> Thrown {
        let inspected = self.files.inspect(name, size as u64, head);
        let (id, review) = inspected.map_err(|error| error.told(&self.locale))?;
        dto_files::review(id, &review, &self.locale).to_js()
    }

    /// Takes what the user says of a file that was looked at: all of it, so nothing goes back to what was guessed.
    #[wasm_bindgen(unchecked_return_type = "Review")]
    pub fn assign(
        &mut self,
        id: u32,
        #[wasm_bindgen(unchecked_param_type = "Choices")] choices: JsValue,
    ) -> Thrown {
        let choices = Node::from_js(choices)?;
        let changes = config::changes(Setting::all("choices", &choices))?;
        dto_files::review(id, &self.files.assign(id, changes)?, &self.locale).to_js()
    }

    /// How readers are to read a file.
    pub fn plan(&self, id: u32) -> Thrown<Vec<u8>> {
        Ok(self.files.plan(id)?.to_bytes())
    }

    /// Where to cut a file of `size` bytes for `n` readers: `from, to, from, to`, in the order of the file.
    pub fn slices(&self, id: u32, size: f64, n: usize) -> Thrown<Vec<f64>> {
        let pairs = self.files.plan(id)?.slices(size as u64, n);
        Ok(pairs.into_iter().flat_map(|(from, to)| [from as f64, to as f64]).collect())
    }

    /// Takes the part of the next slice. Returns the slice if it must be read again from where a record starts.
    #[wasm_bindgen(unchecked_return_type = "{ from: number; to: number } | undefined")]
    pub fn push(&mut self, id: u32, part: &[u8]) -> Thrown {
        match self.files.push(id, Part::from_bytes(part)?)? {
            Some(again) => dto_files::reread(&again).to_js(),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Rows of a file so far.
    pub fn rows(&mut self, id: u32) -> Thrown<usize> {
        self.files.rows(id)
    }

    /// Once all of a file is read: how it is understood now, if it must be read again by another plan.
    #[wasm_bindgen(unchecked_return_type = "Review | undefined")]
    pub fn replan(&mut self, id: u32) -> Thrown {
        match self.files.replan(id).map_err(|error| error.told(&self.locale))? {
            Some(review) => dto_files::review(id, &review, &self.locale).to_js(),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Ends the reading of a file. If questions come back, it was not loaded: only the user can tell how to read it.
    #[wasm_bindgen(unchecked_return_type = "AskedQuestion[]")]
    pub fn finish(&mut self, id: u32) -> Thrown {
        let questions = self.files.finish(id).map_err(|error| error.told(&self.locale))?;
        self.forget_answers();
        dto_files::questions(&questions, &self.locale).to_js()
    }

    /// Files that must be read once more, as an answer that was refused with the code `unread` needs their rows.
    pub fn spent(&self) -> Vec<u32> {
        self.files.spent().to_vec()
    }

    /// Begins to read a file once more: the parts are pushed as before.
    pub fn reopen(&mut self, id: u32) -> Thrown<()> {
        self.files.reopen(id)
    }

    /// The file is read once more.
    pub fn refill(&mut self, id: u32) -> Thrown<()> {
        self.files.refill(id)
    }

    /// Drops a file; the rest is joined anew.
    pub fn remove(&mut self, id: u32) {
        if self.files.remove(id) {
            self.forget_answers();
        }
    }

    /// What became of the rows of a loaded file.
    #[wasm_bindgen(unchecked_return_type = "Account")]
    pub fn account(&mut self, id: u32) -> Thrown {
        let (loaded, account) = self.files.account(id)?;
        dto_files::account(loaded, account, &self.locale).to_js()
    }

    /// The rows of a file that were set aside, as CSV: line, column, reason, text.
    #[wasm_bindgen(js_name = issuesCsv)]
    pub fn issues_csv(&mut self, id: u32) -> Thrown<String> {
        self.whole()?;
        let (loaded, account) = self.files.account(id)?;
        Ok(dto_files::issues_csv(&loaded.issues(account), &self.locale))
    }

    /// What the loaded files hold, for the settings of views.
    #[wasm_bindgen(unchecked_return_type = "Contents")]
    pub fn contents(&mut self) -> Thrown {
        dto::contents(self.files.facts()?, &self.locale).to_js()
    }

    /// Picks what all answers from now on are about: filters one after the other, none for everything.
    #[wasm_bindgen(unchecked_return_type = "Selected")]
    pub fn select(&mut self, #[wasm_bindgen(unchecked_param_type = "Filter[]")] filters: JsValue) -> Thrown {
        self.whole()?;
        let filters = Node::from_js(filters)?;
        let counts = self.selected.pick(Setting::all("filters", &filters), self.files.facts()?);
        let counts = counts.map_err(|error| error.told(&self.locale))?;
        self.answers.clear();
        counts.to_js()
    }

    /// At most three findings from all views, the weightiest first.
    #[wasm_bindgen(unchecked_return_type = "Finding[]")]
    pub fn findings(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "FindingsConfig")] config: JsValue,
    ) -> Thrown {
        self.whole()?;
        let config = Node::from_js(config)?;
        let facts = self.selected.facts().unwrap_or(self.files.facts()?);
        findings::found(Setting::all("findings", &config), facts, &mut self.answers, &self.locale)?.to_js()
    }

    /// Fits one more of the models of value that may be chosen, for the settings of the view "value"; returns how many
    /// are left. What is fitted is kept, so that choosing another model costs nothing.
    pub fn prepare(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ValueConfig")] config: JsValue,
    ) -> Thrown<usize> {
        self.whole()?;
        let config = Node::from_js(config)?;
        let asked = config::value(Setting::all("value", &config))?;
        let facts = self.selected.facts().unwrap_or(self.files.facts()?);
        self.answers.prepare(&asked, facts).map_err(|error| error.told(&self.locale))
    }

    /// Fits a model of purchases to histories that were summed up elsewhere: repeat purchases, time of the last one and
    /// time of observation, both from the first purchase and in any one unit, an entry a customer.
    #[wasm_bindgen(unchecked_return_type = "Fit | null")]
    pub fn fit(&self, model: &str, frequency: &[u32], recency: &[f64], age: &[f64]) -> Thrown {
        self.whole()?;
        fitted::fit(model, frequency, recency, age)?.to_js()
    }

    /// The answer of a view as a plain object.
    #[wasm_bindgen(unchecked_return_type = "unknown")]
    pub fn result(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
    ) -> Thrown {
        self.answer(view, config)?.node(&self.locale).to_js()
    }

    /// The answer of a view in words and as a table.
    #[wasm_bindgen(unchecked_return_type = "Report")]
    pub fn report(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
    ) -> Thrown {
        let answer = self.answer(view, config)?;
        let locale = &self.locale;
        let choices = answer.choices(locale);
        let (summary, scales) = (answer.summary(locale), answer.scales(locale));
        dto::report(&answer.report(locale), summary.as_ref(), &choices, scales.as_ref()).to_js()
    }

    /// The table of a view as CSV; no cell of it can act as a formula.
    pub fn csv(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "TakeConfig")] take: JsValue,
    ) -> Thrown<String> {
        let table = self.guarded(view, config, take)?;
        Ok(table.to_csv(CsvOptions { byte_order_mark: true }))
    }

    /// The table of a view as it may leave the page.
    #[wasm_bindgen(unchecked_return_type = "Sheet")]
    pub fn taken(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "TakeConfig")] take: JsValue,
    ) -> Thrown {
        dto::sheet(&self.guarded(view, config, take)?).to_js()
    }

    /// Customers by expected value with all that is known of them: those behind a row of a view's table, or all.
    /// Rows from `start`, at most `n` of them.
    #[wasm_bindgen(unchecked_return_type = "CustomerTable")]
    pub fn customers(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "CustomersAsked")] asked: JsValue,
        start: usize,
        n: usize,
    ) -> Thrown {
        let rows = start..start.saturating_add(n);
        self.with_list(asked, &|list, locale| {
            dto::list(list.len(), &list.sheet(rows.clone(), locale)).to_js()
        })
    }

    /// The whole list as CSV.
    #[wasm_bindgen(js_name = customersCsv, unchecked_return_type = "string")]
    pub fn customers_csv(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "CustomersAsked")] asked: JsValue,
        #[wasm_bindgen(unchecked_param_type = "TakeConfig")] take: JsValue,
    ) -> Thrown {
        let guard = guard_of(take)?;
        self.with_list(asked, &|list, locale| {
            Ok(list.to_csv(CsvOptions { byte_order_mark: true }, &guard, locale).into())
        })
    }

    /// Draws the picture of a view on the canvas of a 2D context, which it resizes. With a `footer` the picture is for
    /// export: the finding stands above it, the footer below.
    #[wasm_bindgen(unchecked_return_type = "Drawn")]
    pub fn draw(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
        #[wasm_bindgen(
            unchecked_param_type = "OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D"
        )]
        context: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Thrown {
        self.draw_on(view, config, context, look)
    }

    /// The picture of a view as an SVG document, for export.
    pub fn svg(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ViewName")] view: &str,
        #[wasm_bindgen(unchecked_param_type = "object")] config: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Look")] look: JsValue,
    ) -> Thrown<String> {
        self.whole()?;
        let Look { width, theme, footer, .. } = look_of(look)?;
        let answer = self.answer(view, config)?;
        let report = answer.report(&self.locale);
        let footer = footer.unwrap_or_default();
        let caption = Caption { title: &report.finding, subtitle: &report.rule, footer: &footer };
        chart::svg(&answer.picture(), width, &caption, &theme, &self.locale)
    }
}

/// What is asked for before a table leaves the page.
#[inline(never)]
fn guard_of(take: JsValue) -> Thrown<Guard> {
    let take = Node::from_js(take)?;
    let take = Setting::all("take", &take).only(&["salt", "least", "origin"])?;
    let text = |from: Setting<'_>| from.given().map(|text| text.owned()).transpose();
    Ok(Guard {
        salt: text(take.at("salt"))?.map(String::into_bytes),
        least: take.at("least").count_or(0)? as usize,
        origin: text(take.at("origin"))?.unwrap_or_default(),
    })
}

#[inline(never)]
fn look_of(look: JsValue) -> Thrown<Look> {
    habits::look(Setting::all("look", &Node::from_js(look)?))
}

impl Session {
    #[inline(never)]
    fn answer(&mut self, view: &str, config: JsValue) -> Result<Rc<Answer>, Error> {
        let config = Node::from_js(config)?;
        let setting = Setting::all(view, &config);
        let question = match Question::usual(view, setting)? {
            Some(question) => question,
            None => {
                self.whole()?;
                Question::read(view, setting)?
            }
        };
        let facts = self.selected.facts().unwrap_or(self.files.facts()?);
        self.answers.get(question, facts).map_err(|error| error.told(&self.locale))
    }

    #[inline(never)]
    fn guarded(&mut self, view: &str, config: JsValue, take: JsValue) -> Result<Sheet, Error> {
        self.whole()?;
        let guard = guard_of(take)?;
        let answer = self.answer(view, config)?;
        let mut table = answer.report(&self.locale).table;
        guard.apply(&mut table, answer.names_customers(), &self.locale);
        Ok(table)
    }

    fn forget_answers(&mut self) {
        self.answers.clear();
        self.selected.clear();
    }

    /// Refuses until the later file of the module is there.
    fn whole(&self) -> Result<(), Error> {
        if self.is_whole { Ok(()) } else { Err(Error::later()) }
    }

    #[inline(never)]
    fn with_list(
        &mut self,
        asked: JsValue,
        then: &dyn Fn(&CustomerList<'_>, &Locale) -> Result<JsValue, Error>,
    ) -> Result<JsValue, Error> {
        self.whole()?;
        let asked = Node::from_js(asked)?;
        let asked = Setting::all("customers", &asked)
            .only(&["view", "config", "row", "column", "segments", "value"])?;
        let facts = self.selected.facts().unwrap_or(self.files.facts()?);
        let only = match asked.at("view").given() {
            Some(view) => {
                let question = Question::read(view.text()?, asked.at("config"))?;
                let [row, column] = [asked.at("row").count_or(0)?, asked.at("column").count_or(0)?];
                let answer = self.answers.get(question, facts)?;
                let members = answer.members(facts, row as usize, column as usize)?;
                Some(
                    members
                        .ok_or_else(|| Error::config("The rows of this view are no lists of customers."))?,
                )
            }
            None => None,
        };
        // What cannot be answered is left out of the list.
        let segments = Question::Segments(config::segments(asked.at("segments"))?);
        let value = Question::Value(config::value(asked.at("value"))?);
        let segments = self.answers.get(segments, facts).ok();
        let value = self.answers.get(value, facts).ok();
        let segments = segments.as_deref().and_then(Answer::as_segments);
        let value = value.as_deref().and_then(Answer::as_value);
        then(&CustomerList::new(&facts.customers, segments, value, only.as_deref()), &self.locale)
    }

    fn draw_on(
        &mut self,
        view: &str,
        config: JsValue,
        context: JsValue,
        look: JsValue,
    ) -> Result<JsValue, Error> {
        let Look { width, ratio, theme, footer } = look_of(look)?;
        if footer.is_some() {
            self.whole()?;
        }
        let mut pen = match self.pen.take() {
            Some((same, pen)) if same == context => pen,
            _ => CanvasPen::new(context.clone())?,
        };
        let answer = self.answer(view, config)?;
        let locale = &self.locale;
        let picture = answer.picture();
        let (size, marks) = if let Some(footer) = footer {
            let report = answer.report(locale);
            let caption = Caption { title: &report.finding, subtitle: &report.rule, footer: &footer };
            let captioned =
                |pen: &mut CanvasPen| chart::draw_captioned(&picture, pen, width, &caption, &theme, locale);
            // Once to learn the height, once for real.
            pen.begin(Size { width, height: width }, ratio)?;
            let (size, _) = captioned(&mut pen)?;
            pen.begin(size, ratio)?;
            captioned(&mut pen)?
        } else {
            let size = Size { width, height: chart::preferred_height(&picture, width, &theme) };
            pen.begin(size, ratio)?;
            (size, chart::draw(&picture, &mut pen, size, &theme, locale)?)
        };
        self.pen = Some((context, pen));
        Fields::new()
            .number("width", size.width)
            .number("height", size.height)
            .node("marks", mark_column(&marks))
            .done()
            .to_js()
    }
}

/// Six numbers a mark: left, top, width, height, row, column.
fn mark_column(marks: &[Mark]) -> Node {
    let place = |mark: &Mark| [mark.x, mark.y, mark.width, mark.height, mark.row as f32, mark.column as f32];
    let numbers: Vec<f32> = marks.iter().flat_map(place).collect();
    Node::floats(&numbers)
}
