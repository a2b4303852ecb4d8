//! The course week by week and the customers by number of purchases, on CDNOW.

use clientele::day::Day;
use clientele::locale::Locale;
use clientele::metrics::value::Forecaster;
use clientele::metrics::value::base::Base;
use clientele::metrics::value::holdout::{Holdout, HoldoutConfig, holdout};
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::trust::{Trust, View, trust};
use clientele::report;

use super::{cdnow_orders, close, facts};

fn cdnow() -> Trust {
    let facts = facts(&cdnow_orders());
    let check = check(&facts);
    let base = Base::new(&facts, facts.last_day().unwrap(), Forecaster::Model(Model::ParetoNbd)).unwrap();
    let mut answer = trust(&facts, &check, &base);
    answer.fits = Model::ALL
        .into_iter()
        .filter_map(|model| base.with(Forecaster::Model(model)).fit_report())
        .chain(base.spend_report())
        .collect();
    answer
}

/// Split as published: after 39 weeks.
fn check(facts: &clientele::facts::Facts) -> Holdout {
    holdout(facts, &HoldoutConfig { as_of: None, split: Day::from_ymd(1997, 9, 30) }).unwrap()
}

#[test]
fn the_course_of_cdnow_ends_where_published_work_has_it() {
    let facts = facts(&cdnow_orders());
    let check = check(&facts);
    // `research/clv.md` section 4, cumulative at week 78: actual 4339; BG 4160.6, MBG 4050.0, Pareto 4270.1, there of
    // customers rounded to hundredths of a week.
    for (score, total) in [(0, 4160.6), (1, 4050.0), (2, 4270.1)] {
        let as_of = Day::from_ymd(1998, 6, 30).unwrap();
        let course = clientele::metrics::value::tracking::tracking(&facts, &check, score, as_of).unwrap();
        assert_eq!(course.weeks.len(), 78);
        let last = course.weeks.last().unwrap();
        assert_eq!(last.last_day, as_of);
        assert_eq!(last.actual_so_far, 4339.0);
        close(last.expected_so_far, total, 2e-3);
        assert_eq!(course.first_unseen, 39);
        let sum: f64 = course.weeks.iter().map(|week| week.expected).sum();
        close(sum, last.expected_so_far, 1e-12);
        // Expectation is a sum over customers of the expectation of each: so it is here, one by one.
        let parameters = check.scores[score].parameters.unwrap();
        let newcomer = check.scores[score].model.unwrap().newcomer(&parameters);
        let mut alone = 0.0;
        clientele::metrics::value::history::visit_days(&facts.orders, as_of, &mut |_, days| {
            alone += newcomer.expected(as_of.since(days[0]) as f64);
        });
        close(last.expected_so_far, alone, 1e-12);
    }
}

#[test]
fn customers_by_purchases_are_those_of_the_model_one_by_one() {
    let facts = facts(&cdnow_orders());
    for model in Model::ALL {
        let base = Base::new(&facts, facts.last_day().unwrap(), Forecaster::Model(model)).unwrap();
        let counts = clientele::metrics::value::counts::counts(&base).unwrap();
        assert_eq!(counts.actual.iter().sum::<usize>(), 2357);
        close(counts.expected.iter().sum(), 2357.0, 1e-12);
        let newcomer = model.newcomer(&base.model().unwrap().1.parameters);
        for n in 0..7u32 {
            let alone: f64 = base.buyers.iter().map(|b| newcomer.p_exactly(n, b.age as f64)).sum();
            close(counts.expected[n as usize], alone, 1e-11);
            // A model that fits: no class is off by more than four standard deviations.
            let off = counts.actual[n as usize] as f64 - alone;
            assert!(off.abs() < 4.0 * alone.sqrt(), "{} {n}: {counts:?}", model.name());
        }
    }
}

#[test]
fn every_look_has_words_and_a_row_for_each_mark() {
    let answer = cdnow();
    let locale = Locale::default();
    let say = |view| report::trust::trust(&answer, view, &locale);
    let rows: Vec<usize> = View::ALL.iter().map(|&(view, _)| say(view).table.rows.len()).collect();
    assert_eq!(rows, [4, 10, 10, 8, 78, 78, 8, 3, 15]);
    let fit = say(View::Fit);
    assert_eq!(fit.finding, "MBG/NBD describes these orders best, and its fit is certain");
    assert_eq!(say(View::Parameters).finding, "The orders hold every parameter");
    // The least AIC is its own; the others lie above it.
    assert!(fit.table.rows.iter().filter(|row| row[1] == report::Cell::Number(0.0)).count() == 1, "{fit:?}");
    let forecasts = say(View::Forecasts);
    assert_eq!(
        forecasts.finding,
        "Pareto/NBD foresaw best what came after 30 Sep 1997: 12% fewer purchases than came"
    );
    assert!(forecasts.notes[0].starts_with("The error of Pareto/NBD per customer was 72%"), "{forecasts:?}");
    assert_eq!(
        say(View::Gains).finding,
        "The tenth of customers that Pareto/NBD ranked first brought 50% of the money"
    );
    for (view, name) in View::ALL {
        let document = clientele::chart::svg(
            &clientele::chart::Picture::Trust(&answer, view),
            720.0,
            &clientele::chart::Caption::default(),
            &clientele::chart::Theme::light(),
            &locale,
        );
        assert!(document.unwrap().contains("<path"), "{name}");
    }
    assert!(report::trust::choice(&answer.holdout, &locale).starts_with("Pareto/NBD foresaw best"));
}
