//! Pictures: one file a picture, drawn by plotters on any [`Pen`]. Each returns its marks, for hit-testing and the
//! keyboard, in the order of the rows of the table beside it.
//!
//! A picture shows numbers of its result and computes none of its own. It chooses its height from its width
//! ([`preferred_height`]); under 560 pixels names stand above their bars. Its title is the finding and belongs to the
//! page; only an exported picture carries it ([`Caption`]).
//!
//! * [`pen`]: what a surface must be able to do. `web` has one for the canvas, [`svg`](mod@svg) one for SVG.
//! * [`theme`]: colours and type, and how a page sets them.
//! * [`text`]: hostile text made fit to be drawn; [`widths`]: its width without a font.
//! * [`surface`]: plotters' backend over a pen.
//! * [`lines`], [`columns`], [`heat`], [`forest`]: forms that any numbers can take; answers are brought into them by one
//!   file each. [`axis`] gives them their scales.
//! * [`marks`]: what lies under the pointer, and how it is shown.

use std::borrow::Cow;

mod agreement;
pub mod axis;
mod board;
mod caption;
mod codes;
pub mod columns;
mod contract;
mod decide;
mod flow;
pub mod forest;
mod funnel_parts;
pub mod heat;
pub mod lines;
pub mod marks;
mod one;
mod overview;
mod pairs;
pub mod pen;
mod profile;
mod retention;
mod rules;
mod segments;
mod steps;
pub mod surface;
pub mod svg;
pub mod text;
pub mod theme;
mod tiers;
mod trust;
mod value;
pub mod widths;
pub mod words;

use board::Board;

pub use axis::Unit;
pub use columns::Columns;
pub use decide::Decision;
pub use forest::Forest;
pub use funnel_parts::FunnelPart;
pub use heat::Heat;
pub use lines::Lines;
pub use marks::Mark;
pub use pen::Pen;
pub use theme::Theme;

use crate::error::Error;
use crate::locale::Locale;
use crate::metrics::agreement::Agreement;
use crate::metrics::climb::stages::Stages;
use crate::metrics::code_map::CodeMap;
use crate::metrics::concentration::Concentration;
use crate::metrics::funnel::Funnel;
use crate::metrics::kmeans::Kmeans;
use crate::metrics::ladder::Ladder;
use crate::metrics::movement::Movement;
use crate::metrics::overview::{Overview, Rhythm};
use crate::metrics::profile::Profile;
use crate::metrics::retention::{
    GapClass, LateClass, Measure, PeriodRate, Retention, RetentionConfig, Survival,
};
use crate::metrics::rules::Rules;
use crate::metrics::segments::Segments;
use crate::metrics::tiers::Tiers;
use crate::metrics::value::one::One;
use crate::metrics::value::trust::{Trust, View};
use crate::metrics::value_bands::ValueBands;

/// Size of a picture in CSS pixels: 16 to 16384 either way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Size {
    /// Is it one that a surface can have?
    ///
    /// # Errors
    /// Out of range.
    pub fn check(&self) -> Result<(), Error> {
        let fits = |length: f64| (16.0..=16_384.0).contains(&length);
        if fits(self.width) && fits(self.height) {
            return Ok(());
        }
        Err(Error::draw("A picture is 16 to 16384 pixels wide and high."))
    }
}

/// An answer that can be drawn.
#[derive(Debug, Clone, Copy)]
pub enum Picture<'a> {
    /// Customers and money by group, side by side on one scale.
    Segments(&'a Segments),
    /// Customers at each step, and those lost between.
    Funnel(&'a Funnel),
    /// What stands behind a funnel.
    FunnelPart(FunnelPart<'a>),
    /// Customers on each rung, and those who stayed below.
    Ladder(&'a Ladder),
    /// The stages of acquisition.
    Stages(&'a Stages),
    /// What each band of customers paid so far, and what is expected of it.
    Value(&'a ValueBands),
    /// Customers and what they bring, by tier.
    Tiers(&'a Tiers),
    /// Customers and money of groups found in the data.
    Groups(&'a Kmeans),
    /// One group against the rest, and how many of its traits.
    Profile(&'a Profile, usize),
    /// Segments of the user.
    Rules(&'a Rules),
    /// Which code belongs to which segment.
    Codes(&'a CodeMap),
    /// Two rules side by side.
    Agreement(&'a Agreement),
    /// New and returning money by month.
    Months(&'a Overview),
    /// How far the money rests on few: the Lorenz curve.
    Concentration(&'a Concentration),
    /// Orders by weekday, and by hour where the time of day is known.
    Rhythm(&'a Rhythm),
    /// Who moved between groups.
    Movement(&'a Movement),
    /// Who moved between groups, from each to each.
    Matrix(&'a Movement),
    /// Who came back, by cohort.
    Retention(&'a Retention, &'a RetentionConfig, Measure),
    /// How long it is from one activity to the next.
    Gaps(&'a [GapClass]),
    /// Who is late by the own rhythm.
    Lateness(&'a [LateClass]),
    /// How long customers stay.
    Survival(&'a Survival),
    /// The retention rate from period to period.
    Rates(&'a [PeriodRate]),
    /// How far the forecast can be trusted.
    Trust(&'a Trust, View),
    /// What to do about the value of customers.
    Decide(Decision<'a>),
    /// The probability of one customer over time.
    One(&'a One),
    /// Lines over days or numbers.
    Lines(&'a Lines),
    /// Upright bars over periods or classes.
    Columns(&'a Columns),
    /// A shaded table.
    Heat(&'a Heat),
    /// Estimates with their intervals.
    Forest(&'a Forest),
}

/// What an exported picture says around itself. Blank parts take no room.
#[derive(Debug, Clone, Copy, Default)]
pub struct Caption<'a> {
    /// The finding, as a sentence.
    pub title: &'a str,
    /// The rule and the period.
    pub subtitle: &'a str,
    /// Where the numbers come from: input, version, day.
    pub footer: &'a str,
}

/// The height in CSS pixels at which a picture of this width looks as it should.
pub fn preferred_height(picture: &Picture<'_>, width: f64, theme: &Theme) -> f64 {
    let form = Form::of(picture, &Locale::default());
    match &form {
        Form::Pairs(pairs) => pairs::height(pairs.rows.len(), width, theme),
        Form::Steps(steps) => steps::height(steps, width, theme),
        form => later_height(form, width, theme),
    }
}

/// That of a form which the later file of the module draws.
#[inline(never)]
fn later_height(form: &Form<'_>, width: f64, theme: &Theme) -> f64 {
    match form {
        Form::Pairs(_) | Form::Steps(_) => 0.0,
        Form::Flow(movement) => flow::height(movement, width, theme),
        Form::Codes(map) => codes::height(map, width, theme),
        Form::Lines(lines) => lines::height(lines, width, theme),
        Form::Columns(columns) => columns::height(columns, width, theme),
        Form::Heat(heat) => heat::height(heat, width, theme),
        Form::Forest(forest) => forest::height(forest, width, theme),
    }
}

/// Draws a picture and returns its marks, one a row of the table beside it and in that order. It takes its preferred
/// height from the top; a lower surface cuts it.
///
/// # Errors
/// A size out of range.
pub fn draw(
    picture: &Picture<'_>,
    pen: &mut dyn Pen,
    size: Size,
    theme: &Theme,
    locale: &Locale,
) -> Result<Vec<Mark>, Error> {
    draw_below(picture, Board::new(pen, size, (0.0, 0.0), theme, locale)?)
}

/// Around an exported picture, in CSS pixels.
const MARGIN: f64 = 16.0;

/// Under this width in CSS pixels names stand above their bars.
const NARROW: f64 = 560.0;

/// The picture as an SVG document at its preferred height, with its caption around it.
///
/// # Errors
/// A width out of range.
#[inline(never)]
pub fn svg(
    picture: &Picture<'_>,
    width: f64,
    caption: &Caption<'_>,
    theme: &Theme,
    locale: &Locale,
) -> Result<String, Error> {
    let mut pen = svg::SvgPen::new();
    let (size, _) = draw_captioned(picture, &mut pen, width, caption, theme, locale)?;
    let description = svg::Description { title: caption.title, text: caption.subtitle };
    Ok(pen.finish(size.width, size.height, description))
}

/// Draws a picture for export, with its caption around it and a margin. Returns the size it took and its marks.
///
/// # Errors
/// A width out of range.
#[inline(never)]
pub fn draw_captioned(
    picture: &Picture<'_>,
    pen: &mut dyn Pen,
    width: f64,
    caption: &Caption<'_>,
    theme: &Theme,
    locale: &Locale,
) -> Result<(Size, Vec<Mark>), Error> {
    let room = width - 2.0 * MARGIN;
    let lines = caption::Lines::new(caption, pen, room, theme);
    let height = preferred_height(picture, room, theme);
    let size = Size { width, height: lines.above + height + lines.below + 2.0 * MARGIN };
    let board = Board::new(pen, size, (MARGIN, MARGIN + lines.above), theme, locale)?;
    lines.draw(&board, height)?;
    Ok((size, draw_below(picture, board)?))
}

fn draw_below(picture: &Picture<'_>, board: Board<'_>) -> Result<Vec<Mark>, Error> {
    match Form::of(picture, board.locale) {
        Form::Pairs(pairs) => pairs::draw(&pairs, board),
        Form::Steps(steps) => steps::draw(&steps, board),
        form => draw_later(form, board),
    }
}

/// Draws a form that only views of the later file of the module have.
#[inline(never)]
fn draw_later(form: Form<'_>, board: Board<'_>) -> Result<Vec<Mark>, Error> {
    match form {
        Form::Pairs(_) | Form::Steps(_) => Ok(Vec::new()),
        Form::Flow(movement) => flow::draw(movement, board),
        Form::Codes(map) => codes::draw(map, board),
        Form::Lines(lines) => lines::draw(&lines, board),
        Form::Columns(columns) => columns::draw(&columns, board),
        Form::Heat(heat) => heat::draw(&heat, board),
        Form::Forest(forest) => forest::draw(&forest, board),
    }
}

/// What an answer is drawn as. Its labels are written; its height and its marks follow from it alone.
enum Form<'a> {
    Pairs(pairs::Pairs),
    Steps(Vec<steps::Step>),
    Flow(&'a Movement),
    Codes(&'a CodeMap),
    Lines(Cow<'a, Lines>),
    Columns(Cow<'a, Columns>),
    Heat(Cow<'a, Heat>),
    Forest(Cow<'a, Forest>),
}

impl<'a> Form<'a> {
    fn of(picture: &Picture<'a>, locale: &Locale) -> Self {
        match *picture {
            Picture::Segments(answer) => Self::Pairs(segments::pairs(answer, locale)),
            Picture::Value(answer) => Self::Pairs(value::pairs(answer, locale)),
            Picture::Funnel(answer) => Self::Steps(steps::of_funnel(answer, locale)),
            Picture::Ladder(answer) => Self::Steps(steps::of_ladder(answer, locale)),
            _ => Self::of_later(picture, locale),
        }
    }

    /// That of a view whose answer is in the later file of the module.
    #[inline(never)]
    fn of_later(picture: &Picture<'a>, locale: &Locale) -> Self {
        match *picture {
            Picture::Segments(_) | Picture::Value(_) | Picture::Funnel(_) | Picture::Ladder(_) => {
                Self::Steps(Vec::new())
            }
            Picture::Stages(answer) => Self::Steps(steps::of_stages(answer, locale)),
            Picture::Rules(answer) => Self::Pairs(rules::pairs(answer, locale)),
            Picture::Tiers(answer) => Self::Pairs(tiers::pairs(answer, locale)),
            Picture::Profile(answer, n) => Self::Forest(Cow::Owned(profile::traits(answer, n, locale))),
            Picture::Groups(answer) => Self::Pairs(segments::found(answer, locale)),
            Picture::Movement(answer) => Self::Flow(answer),
            Picture::Codes(map) => Self::Codes(map),
            Picture::Agreement(answer) => Self::Heat(Cow::Owned(agreement::cells(answer, locale))),
            Picture::Months(answer) => Self::Columns(Cow::Owned(overview::months(answer, locale))),
            Picture::Concentration(answer) => {
                Self::Lines(Cow::Owned(overview::concentration(answer, locale)))
            }
            Picture::Rhythm(answer) => match overview::by_hour(answer, locale) {
                Some(heat) => Self::Heat(Cow::Owned(heat)),
                None => Self::Columns(Cow::Owned(overview::by_weekday(answer, locale))),
            },
            Picture::Matrix(answer) => Self::Heat(Cow::Owned(flow::matrix(answer, locale))),
            Picture::Retention(answer, config, measure) => {
                Self::Heat(Cow::Owned(retention::cohorts(answer, config, measure, locale)))
            }
            Picture::Gaps(classes) => Self::Columns(Cow::Owned(retention::gaps(classes, locale))),
            Picture::Lateness(classes) => Self::Columns(Cow::Owned(retention::lateness(classes, locale))),
            Picture::Survival(answer) => Self::Lines(Cow::Owned(retention::survival(answer, locale))),
            Picture::Rates(answer) => Self::Lines(Cow::Owned(retention::rates(answer, locale))),
            Picture::Trust(answer, view) => match trust::look(answer, view, locale) {
                trust::Look::Columns(columns) => Self::Columns(Cow::Owned(columns)),
                trust::Look::Lines(lines) => Self::Lines(Cow::Owned(lines)),
            },
            Picture::Decide(decision) => match decide::drawing(decision, locale) {
                decide::Drawing::Forest(forest) => Self::Forest(Cow::Owned(forest)),
                decide::Drawing::Lines(lines) => Self::Lines(Cow::Owned(lines)),
                decide::Drawing::Columns(columns) => Self::Columns(Cow::Owned(columns)),
                decide::Drawing::Heat(heat) => Self::Heat(Cow::Owned(heat)),
            },
            Picture::One(answer) => Self::Lines(Cow::Owned(one::course(answer, locale))),
            Picture::Lines(lines) => Self::Lines(Cow::Borrowed(lines)),
            Picture::Columns(columns) => Self::Columns(Cow::Borrowed(columns)),
            Picture::Heat(heat) => Self::Heat(Cow::Borrowed(heat)),
            Picture::Forest(forest) => Self::Forest(Cow::Borrowed(forest)),
            Picture::FunnelPart(part) => Self::of_funnel_part(part, locale),
        }
    }

    fn of_funnel_part(part: FunnelPart<'_>, locale: &Locale) -> Self {
        match part {
            FunnelPart::Rules(answer, chosen) => {
                Self::Forest(Cow::Owned(funnel_parts::rules(answer, chosen, locale)))
            }
            FunnelPart::Windows(answer) => Self::Lines(Cow::Owned(funnel_parts::windows(answer, locale))),
            FunnelPart::Groups(answer) => Self::Forest(Cow::Owned(funnel_parts::groups(answer, locale))),
            FunnelPart::Trend(answer) => Self::Lines(Cow::Owned(funnel_parts::trend(answer, locale))),
            FunnelPart::Times(answer) => Self::Columns(Cow::Owned(funnel_parts::times(answer, locale))),
            FunnelPart::Next(answer) => Self::Forest(Cow::Owned(funnel_parts::next(answer, locale))),
            FunnelPart::Money(answer) => Self::Pairs(funnel_parts::money(answer, locale)),
            FunnelPart::Way(answer) => Self::Forest(Cow::Owned(funnel_parts::way(answer, locale))),
        }
    }
}
