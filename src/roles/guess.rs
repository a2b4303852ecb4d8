//! From a sample to the kind of file and the role of each column.

use std::cell::Cell;

use super::header::Header;
use super::kinds::{Kind, SPECS, Spec};
use super::names::NAMES;
use super::profiles::{self, Profile};
use super::role::Role;
use super::values::Look;
use super::{Mapping, Rules};
use crate::letters;
use crate::message::{Arg, Message, Word, message};
use crate::sort::Sort as _;
use crate::table::{Reading, Sample};

/// What a file was taken for, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess {
    /// What a row is.
    pub kind: Kind,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence.
    pub reason: Message,
    /// One for each column of the file.
    pub columns: Vec<ColumnGuess>,
    /// Name of the known export that the headers belong to.
    pub profile: Option<Word>,
    /// What the user should know of such an export; empty where there is nothing to say.
    pub note: Option<Word>,
    /// Why nothing can be made of such an export, and what to do instead; empty for all others.
    pub refusal: Option<Word>,
    /// Habits of that export.
    pub rules: Rules,
    /// What must be asked before the file can be used; empty for a file that speaks for itself.
    pub questions: Vec<Question>,
}

/// What a column was taken for, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnGuess {
    /// Its header as the file has it. Hostile text.
    pub header: String,
    /// What it is taken for.
    pub role: Role,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Why, as a sentence. Holds the header: hostile text.
    pub reason: Message,
    /// What else it could be, best first.
    pub alternatives: Vec<Alternative>,
}

/// Another role that a column could have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alternative {
    /// Which.
    pub role: Role,
    /// How well header and values fit it, 0 to 1.
    pub confidence: f64,
}

/// What must be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// No column was found for something that every file of this kind must have: one of these roles.
    Missing(Vec<Role>),
    /// A column that is needed was found, but not surely; the columns that could have the role, best first.
    Unsure(Role, Vec<usize>),
}

/// What the user has said: it is not guessed again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fixed {
    /// The kind of file.
    pub kind: Option<Kind>,
    /// Roles of columns by their position.
    pub roles: Vec<(usize, Role)>,
}

/// Columns beyond this many are ignored: no export has them, and guessing takes time for each.
const MAX_COLUMNS: usize = 1000;
/// Below this a column does not get a role.
const FAINT: f64 = 0.3;
/// Above this a second identifier of customers is taken as such.
const SURE_ALIAS: f64 = 0.8;
/// What only files of customers have.
const CUSTOMERS_OWN: [Role; 6] =
    [Role::AcquisitionCost, Role::StartDate, Role::EndDate, Role::ReferredBy, Role::Wallet, Role::Fee];
/// So many columns may become attributes; more would only be slow to read.
const MAX_ATTRIBUTES: usize = 12;

/// Guesses from header and values. `file_name` only tips the scale between kinds.
pub fn guess(sample: &Sample, file_name: &str) -> Guess {
    guess_with(sample, file_name, &Fixed::default())
}

/// The same, with what the user has said.
pub fn guess_with(sample: &Sample, file_name: &str, fixed: &Fixed) -> Guess {
    let evidence = Evidence::of(sample);
    if let Some(profile) =
        profiles::find(&evidence.headers).filter(|profile| fixed.kind.is_none_or(|k| k == profile.kind))
    {
        return evidence.by_profile(profile, fixed);
    }
    let draft = |spec| (spec, evidence.assign(spec, fixed));
    let chosen = match fixed.kind.and_then(Kind::spec) {
        Some(spec) => Some(draft(spec)),
        None => {
            let scored = SPECS
                .iter()
                .map(draft)
                .map(|(spec, roles)| (evidence.kind_score(spec, &roles, file_name), spec, roles));
            // The first of equals: `max_by` takes the last.
            scored.rev().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, spec, roles)| (spec, roles))
        }
    };
    match chosen {
        Some((spec, roles)) => evidence.guess(spec, roles, file_name, fixed),
        None => Guess {
            kind: Kind::Orders,
            confidence: 0.0,
            reason: Message::default(),
            columns: Vec::new(),
            profile: None,
            note: None,
            refusal: None,
            rules: Rules::default(),
            questions: Vec::new(),
        },
    }
}

impl Guess {
    /// May the file be used without asking?
    pub fn is_confident(&self) -> bool {
        self.questions.is_empty()
    }

    /// What facts need to know.
    pub fn mapping(&self) -> Mapping {
        Mapping {
            kind: self.kind,
            headers: self.columns.iter().map(|column| column.header.clone()).collect(),
            roles: self.columns.iter().map(|column| column.role).collect(),
            rules: self.rules,
        }
    }

    /// How each column is to be read.
    pub fn readings(&self) -> Vec<Reading> {
        self.mapping().readings()
    }
}

/// Everything that the sample says, scored once.
pub(super) struct Evidence<'a> {
    pub(super) sample: &'a Sample,
    headers: Vec<Header>,
    looks: Vec<Look>,
    /// How well each header names each role of `NAMES`, once that was asked.
    named: Vec<Vec<Cell<Option<f64>>>>,
}

impl<'a> Evidence<'a> {
    fn of(sample: &'a Sample) -> Self {
        let columns = || sample.columns.iter().take(MAX_COLUMNS);
        Self {
            sample,
            headers: columns().map(|column| Header::new(&column.header)).collect(),
            looks: columns().map(|column| Look::of(column, sample)).collect(),
            named: columns().map(|_| vec![Cell::new(None); NAMES.len()]).collect(),
        }
    }

    /// How well a header names a role. It is asked for again and again.
    fn named(&self, column: usize, role: Role) -> f64 {
        let header = self.headers.get(column);
        let place = NAMES.iter().position(|names| names.role == role);
        let known = self.named.get(column).zip(place).and_then(|(named, place)| named.get(place));
        let (Some(header), Some(known)) = (header, known) else { return 0.0 };
        if known.get().is_none() {
            known.set(Some(header.score(role)));
        }
        known.get().unwrap_or(0.0)
    }

    /// How well a column fits a role, from header and values together.
    pub(super) fn score(&self, column: usize, role: Role) -> f64 {
        let (Some(header), Some(look)) = (self.headers.get(column), self.looks.get(column)) else {
            return 0.0;
        };
        let (mut named, fit) = (self.named(column, role), look.fit(role));
        if role == Role::Customer && look.emails > 0.8 && named >= 0.5 {
            // Whatever stands around the word, an address is the identifier that files share.
            named = named.max(0.95);
        }
        if self.sample.n_rows == 0 {
            // The first row is longer than the head of the file: the headers alone speak.
            return named;
        }
        if named > 0.0 {
            return if fit < 0.15 { named * fit } else { named * (0.3 + 0.7 * fit) };
        }
        // Without a telling header only values that can hardly be anything else speak.
        let unnamed = header.is_empty();
        match role {
            Role::Customer if look.emails > 0.8 => 0.6 * fit,
            Role::Date if fit > 0.9 => {
                if unnamed {
                    0.6
                } else {
                    0.45
                }
            }
            Role::Amount if fit > 0.9 => {
                if unnamed {
                    0.5
                } else {
                    0.35
                }
            }
            Role::Customer | Role::Quantity | Role::EventName if unnamed => 0.4 * fit,
            _ => 0.0,
        }
    }

    /// Gives each role of the kind to the column that fits it best, the surest pair first.
    fn assign(&self, spec: &Spec, fixed: &Fixed) -> Vec<(Role, f64)> {
        let mut roles = vec![(Role::Ignored, 0.0); self.headers.len()];
        let mut open = vec![true; roles.len()];
        let mut given: Vec<Role> = Vec::new();
        for &(column, role) in &fixed.roles {
            if let (Some(slot), Some(open)) = (roles.get_mut(column), open.get_mut(column)) {
                (*slot, *open) = ((role, 1.0), false);
                given.push(role);
            }
        }
        let mut pairs: Vec<(f64, Role, usize)> = Vec::new();
        for role in spec.kind.roles().into_iter().filter(|role| !role.is_shared()) {
            pairs.extend(
                (0..roles.len())
                    .map(|column| (self.score(column, role), role, column))
                    .filter(|pair| pair.0 >= FAINT),
            );
        }
        pairs.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (score, role, column) in pairs {
            if open[column] && (role.is_shared() || !given.contains(&role)) {
                (roles[column], open[column]) = ((role, score), false);
                given.push(role);
            }
        }
        self.mend_price(spec, &mut roles);
        self.add_alias(&mut roles, &mut open);
        self.add_attributes(&mut roles, &open);
        roles
    }

    /// A second column that surely names customers, such as a number beside an address: files may use either.
    fn add_alias(&self, roles: &mut [(Role, f64)], open: &mut [bool]) {
        if !roles.iter().any(|(role, _)| *role == Role::Customer) {
            return;
        }
        let scored = (0..roles.len())
            .filter(|&column| open[column])
            .map(|column| (self.score(column, Role::Customer), column));
        // The first of equals: `max_by` takes the last.
        let best = scored.rev().max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((score, column)) = best.filter(|best| best.0 >= SURE_ALIAS) {
            (roles[column], open[column]) = ((Role::CustomerAlias, score), false);
        }
    }

    /// A price without a quantity is the amount of the row.
    fn mend_price(&self, spec: &Spec, roles: &mut [(Role, f64)]) {
        let has = |roles: &[(Role, f64)], role| roles.iter().any(|&(other, _)| other == role);
        if spec.kind != Kind::Orders || has(roles, Role::Amount) || has(roles, Role::Quantity) {
            return;
        }
        if let Some(price) = roles.iter_mut().find(|(role, _)| *role == Role::UnitPrice) {
            *price = (Role::Amount, 0.8 * price.1);
        }
    }

    /// Columns with few values that have no other role.
    fn add_attributes(&self, roles: &mut [(Role, f64)], open: &[bool]) {
        let mut n = 0;
        for (column, slot) in roles.iter_mut().enumerate() {
            let score = self.looks[column].fit(Role::Attribute);
            let n_distinct = self.sample.columns[column].n_distinct;
            let taken = !open[column] || self.headers[column].is_empty();
            if !taken && n < MAX_ATTRIBUTES && score >= 0.8 && (2..=50).contains(&n_distinct) {
                *slot = (Role::Attribute, 0.5 * score);
                n += 1;
            }
        }
    }

    fn kind_score(&self, spec: &Spec, roles: &[(Role, f64)], file_name: &str) -> f64 {
        let roles = &self.without_better_names(roles);
        let must: Vec<f64> = spec.must.iter().map(|choice| must_score(choice, roles)).collect();
        let mean = must.iter().sum::<f64>() / must.len().max(1) as f64;
        let complete = if must.iter().all(|&score| score > 0.0) { 1.0 } else { 0.5 };
        let may = roles.iter().filter(|(role, score)| spec.may.contains(role) && *score >= 0.6).count();
        let named = if names_kind(spec, file_name) { 0.08 } else { 0.0 };
        mean * complete * weight(spec.kind)
            + (0.02 * may as f64).min(0.16)
            + named
            + self.one_a_row(spec, roles)
            - if spec.kind == Kind::Customers && self.has_order_id() { 0.3 } else { 0.0 }
    }

    /// A column that would surely be something else in another kind of file speaks less for this one: a fee a month is
    /// hardly the amount of an order.
    fn without_better_names(&self, roles: &[(Role, f64)]) -> Vec<(Role, f64)> {
        let score = |(column, &(role, score)): (usize, &(Role, f64))| {
            let other = CUSTOMERS_OWN.iter().filter(|&&other| other != role);
            let best = other.map(|&other| self.score(column, other)).fold(score, f64::max);
            (role, if role.is_shared() { score } else { score - 0.6 * (best - score) })
        };
        roles.iter().enumerate().map(score).collect()
    }

    /// Does a column surely name orders? Then the file is not one of customers.
    fn has_order_id(&self) -> bool {
        (0..self.headers.len()).any(|column| self.score(column, Role::OrderId) >= 0.8)
    }

    /// In a file of customers each one has one row; in a log of events hardly any has.
    fn one_a_row(&self, spec: &Spec, roles: &[(Role, f64)]) -> f64 {
        let customer = roles.iter().position(|&(role, _)| role == Role::Customer);
        let Some(column) = customer.and_then(|column| self.sample.columns.get(column)) else { return 0.0 };
        let is_unique = column.n_distinct == column.n_filled;
        match spec.kind {
            Kind::Customers if column.n_filled >= 5 => {
                if is_unique {
                    0.15
                } else {
                    -0.1
                }
            }
            Kind::Events if column.n_filled >= 20 && is_unique => -0.2,
            _ => 0.0,
        }
    }

    fn guess(&self, spec: &Spec, roles: Vec<(Role, f64)>, file_name: &str, fixed: &Fixed) -> Guess {
        let questions = self.questions(spec, &roles, fixed);
        Guess {
            kind: spec.kind,
            confidence: if fixed.kind.is_some() {
                1.0
            } else {
                self.kind_score(spec, &roles, file_name).clamp(0.0, 1.0)
            },
            reason: self.kind_reason(spec, &roles),
            columns: self.columns(spec, &roles),
            profile: None,
            note: None,
            refusal: None,
            rules: Rules::default(),
            questions,
        }
    }

    fn kind_reason(&self, spec: &Spec, roles: &[(Role, f64)]) -> Message {
        let found: Vec<Arg> = spec
            .must
            .iter()
            .flat_map(|choice| best_set(choice, roles).into_iter().flatten())
            .filter_map(|&role| roles.iter().position(|&(other, _)| other == role))
            .map(|column| Arg::name(&self.sample.columns[column].header))
            .collect();
        match found.is_empty() {
            true => message!("no column speaks for {}, nor for any other kind of file", spec.kind.name()),
            false => message!("{} are what a file of {} has", Arg::All(found), spec.kind.name()),
        }
    }

    fn columns(&self, spec: &Spec, roles: &[(Role, f64)]) -> Vec<ColumnGuess> {
        let all = spec.kind.roles();
        let column = |(index, column): (usize, &crate::table::SampleColumn)| {
            let (role, confidence) = roles.get(index).copied().unwrap_or((Role::Ignored, 0.0));
            let mut alternatives: Vec<Alternative> = all
                .iter()
                .filter(|&&other| other != role && !other.is_shared())
                .map(|&other| Alternative { role: other, confidence: self.score(index, other) })
                .filter(|other| other.confidence >= FAINT)
                .collect();
            alternatives.order_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.role.cmp(&b.role)));
            alternatives.truncate(3);
            ColumnGuess {
                header: column.header.clone(),
                role,
                confidence,
                reason: self.reason(index, role),
                alternatives,
            }
        };
        self.sample.columns.iter().enumerate().map(column).collect()
    }

    fn reason(&self, column: usize, role: Role) -> Message {
        let (Some(header), Some(look)) = (self.headers.get(column), self.looks.get(column)) else {
            return message!("only the first {} columns are looked at", MAX_COLUMNS);
        };
        if role == Role::Ignored {
            return message!("neither header nor values fit anything that is needed");
        }
        let text = &self.sample.columns[column].header;
        let look = look.words(role);
        match header.score(role) {
            score if score >= 0.84 => message!("header {} is a usual name; {}", Arg::name(text), look),
            score if score > 0.0 => message!("header {} hints at it; {}", Arg::name(text), look),
            _ if header.is_empty() => message!("no header; {}", look),
            _ => look,
        }
    }

    fn by_profile(&self, profile: &'static Profile, fixed: &Fixed) -> Guess {
        let is_filled = |column: usize| self.sample.columns[column].n_filled > 0 || self.sample.n_rows == 0;
        let assigned = profile.assign(&self.headers, &is_filled);
        let mut roles: Vec<(Role, f64)> = assigned.into_iter().map(|role| (role, 0.99)).collect();
        for &(column, role) in &fixed.roles {
            let others = roles.iter_mut().filter(|(other, _)| *other == role && !role.is_shared());
            others.for_each(|other| *other = (Role::Ignored, 0.99));
            if let Some(slot) = roles.get_mut(column) {
                *slot = (role, 1.0);
            }
        }
        let spec = profile.kind.spec().unwrap_or(&SPECS[0]);
        let mut columns = self.columns(spec, &roles);
        for column in &mut columns {
            column.reason = match column.role {
                Role::Ignored => message!("known from {}; not needed", profile.name),
                _ => message!("header {} of {}", Arg::name(&column.header), profile.name),
            };
        }
        Guess {
            kind: profile.kind,
            confidence: 0.99,
            reason: message!("the headers are those of {}", profile.name),
            columns,
            profile: Some(profile.name),
            note: profile.note,
            refusal: profile.refusal,
            rules: profile.rules,
            questions: Vec::new(),
        }
    }
}

/// How much finding all that a kind must have says: a customer alone says little, three columns say all.
fn weight(kind: Kind) -> f64 {
    match kind {
        Kind::Orders | Kind::Summary => 1.0,
        Kind::Events => 0.97,
        Kind::Survey | Kind::Campaigns => 0.9,
        Kind::Customers => 0.62,
    }
}

fn names_kind(spec: &Spec, file_name: &str) -> bool {
    let name = letters::in_small(file_name);
    spec.file_words.split(',').any(|word| name.contains(word))
}

/// The set of a choice that is there in full with the best score.
pub(super) fn best_set<'s>(choice: &'s [&'s [Role]], roles: &[(Role, f64)]) -> Option<&'s [Role]> {
    let scored = choice.iter().map(|set| (set_score(set, roles), *set)).filter(|(score, _)| *score > 0.0);
    scored.rev().max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, set)| set)
}

fn must_score(choice: &[&[Role]], roles: &[(Role, f64)]) -> f64 {
    choice.iter().map(|set| set_score(set, roles)).fold(0.0, f64::max)
}

fn set_score(set: &[Role], roles: &[(Role, f64)]) -> f64 {
    let of = |role: &Role| roles.iter().find(|(other, _)| other == role).map_or(0.0, |(_, score)| *score);
    set.iter().map(of).fold(1.0, f64::min)
}
