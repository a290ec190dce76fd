//! Searching the help center with 10,000 articles in three languages (ALL-10, SUP-18), in this process, on both engines.
//!
//! The articles of the program are brought in as they are. The others are made: an article row, its three published texts of some 120 words and
//! their rows of the index, each in one transaction of a hundred articles. Sought are the labeled questions of the tests and words of the made texts,
//! in their own language; what comes back are the articles with titles and texts, as a page shows them.
//!
//! Among the same articles [`help_page`] is measured.

use super::help_page;
use crate::content::Content;
use crate::place::Place;
use crate::report::{Figure, Goal};
use crate::stats::{Paired, percentile};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::Engine;
use gatehouse_db::sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use gatehouse_help::actions::bring_in::bring_in;
use gatehouse_help::model::slug::Named;
use gatehouse_help::model::words::{Audience, Kind, Reader, State};
use gatehouse_help::queries::reading::article;
use gatehouse_help::queries::search::{KIND, search};
use gatehouse_help::tables::{help_article, help_category, help_product, help_text};
use gatehouse_search::{Mark, Text, put};
use std::time::Instant;

const ARTICLES: i64 = 10_000;
const PART: i64 = 100;
const FIRST: i64 = 2_000;
/// That articles are about.
const PRODUCTS: u128 = 40;
const ROUNDS: usize = 3;
/// In milliseconds.
const GOAL: f64 = 20.0;

/// Labeled questions, by language.
const QUESTIONS: [(Lang, &str); 3] = [
    (Lang::En, include_str!("../../../../modules/help/tests/it/questions/en.txt")),
    (Lang::Ja, include_str!("../../../../modules/help/tests/it/questions/ja.txt")),
    (Lang::Ru, include_str!("../../../../modules/help/tests/it/questions/ru.txt")),
];

/// The names of the figures.
pub const NAMES: [&str; 4] = ["help_search", "help_page", "help_search_postgres", "help_page_postgres"];

/// Measures on the embedded database, and on PostgreSQL where there is one.
pub fn measure(place: &Place) -> Result<Vec<Figure>, Fault> {
    let mut figures = on(place, None, [NAMES[0], NAMES[1]])?;
    match &place.postgres {
        Some(url) => {
            let database = place.runtime.block_on(super::activation::new_database(url))?;
            figures.extend(on(place, Some(&database), [NAMES[2], NAMES[3]])?);
        }
        None => eprintln!("{} and {} are left out: GATEHOUSE_TEST_POSTGRES names no server", NAMES[2], NAMES[3]),
    }
    Ok(figures)
}

fn on(place: &Place, database: Option<&str>, [search, page]: [&'static str; 2]) -> Result<Vec<Figure>, Fault> {
    let data = place.new_folder(search)?;
    let searched = place.runtime.block_on(async {
        let content = Content::open(&data, database).await?;
        fill(&content.cx).await?;
        let figure = figure(&content.cx, search).await;
        content.close().await?;
        figure
    })?;
    let newest = format!("/help/{}-{}", FIRST + ARTICLES - 1, slug(ARTICLES - 1));
    Ok(vec![searched, help_page::measure(place, &data, database, &newest, page)?])
}

/// The words of an article in addresses.
fn slug(number: i64) -> String {
    format!("made-{number}")
}

/// Words of each language, of which texts are made.
const fn words(lang: Lang) -> [&'static str; 12] {
    match lang {
        Lang::En => [
            "license", "device", "code", "renewal", "company", "support", "account", "invoice", "computer", "network",
            "error", "update",
        ],
        Lang::Ja => [
            "ライセンス",
            "デバイス",
            "コード",
            "更新",
            "会社",
            "サポート",
            "アカウント",
            "請求書",
            "パソコン",
            "ネットワーク",
            "エラー",
            "有効化",
        ],
        Lang::Ru => [
            "лицензия",
            "устройство",
            "код",
            "продление",
            "компания",
            "поддержка",
            "учётная",
            "счёт",
            "компьютер",
            "сеть",
            "ошибка",
            "обновление",
        ],
    }
}

fn text(lang: Lang, number: i64, length: i64) -> String {
    let all = words(lang);
    let word = |at: i64| all[usize::try_from((number * 7 + at * at * 5 + at) % 12).unwrap_or(0)];
    let mut text: Vec<String> = (0..length).map(|at| word(at).to_owned()).collect();
    // What one article alone has, and what some have.
    text.push(format!("topic{number}x"));
    text.push(format!("part{}y", number % 500));
    text.join(" ")
}

async fn fill(cx: &Cx) -> Result<(), Fault> {
    bring_in(cx).await?;
    let categories = help_category::Entity::find().all(cx.read()).await?;
    let mut category = categories.iter().cycle();
    for part in 0..ARTICLES / PART {
        let tx = cx.begin().await?;
        for number in part * PART..(part + 1) * PART {
            let article = help_article::Model {
                id: cx.id(),
                number: FIRST + number,
                slug: slug(number),
                category_id: category.next().ok_or_else(|| Fault::new("no category"))?.id,
                kind: Kind::Article,
                audience: Audience::Public,
                source_lang: Lang::En.tag().to_owned(),
                form: None,
                shipped: false,
                material: 1,
                archived_at: None,
                created_at: cx.now(),
                changed_at: cx.now(),
                version: 1,
            };
            let id = article.id;
            help_article::Entity::insert(article.into_active_model()).exec_without_returning(&*tx).await?;
            // Of products that the catalog does not have: they are looked for all the same.
            let product = Uuid::from_u128(1 + u128::from(number.unsigned_abs()) % PRODUCTS);
            let about =
                help_product::Model { id: cx.id(), article_id: id, product_id: product, versions: String::new() };
            help_product::Entity::insert(about.into_active_model()).exec_without_returning(&*tx).await?;
            for lang in Lang::ALL {
                let (title, body) = (text(lang, number, 5), text(lang, number + 3, 120));
                let marks = [Mark::staff(), Mark::customers(), Mark::everybody(), Mark::of("lang", lang.tag())];
                let index = Text {
                    kind: KIND,
                    about: id,
                    part: lang.tag(),
                    subject: id,
                    marks: &marks,
                    title: &title,
                    body: &body,
                };
                put(cx, &tx, &index).await?;
                let row = help_text::Model {
                    id: cx.id(),
                    article_id: id,
                    lang: lang.tag().to_owned(),
                    seq: 1,
                    state: State::Published,
                    title,
                    body,
                    material: true,
                    of_source: 1,
                    shipped: None,
                    author_id: None,
                    reader_id: None,
                    note: None,
                    made_at: cx.now(),
                    published_at: Some(cx.now()),
                    version: 1,
                };
                help_text::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
            }
        }
        tx.commit().await?;
    }
    // The embedded engine never looks through its tables by itself; the other one does.
    if cx.db().engine() == Engine::Postgres {
        cx.db().writer().execute_unprepared("vacuum analyze search_text").await?;
    }
    Ok(())
}

fn probes() -> Vec<(Lang, String)> {
    let mut all = Vec::new();
    for (lang, questions) in QUESTIONS {
        all.extend(questions.lines().filter_map(|line| Some((lang, line.split_once(" | ")?.1.to_owned()))));
        all.extend((0..40).map(|n| (lang, format!("{} topic{}x part{}y", words(lang)[n % 12], n * 200, n * 3))));
    }
    all
}

async fn figure(cx: &Cx, name: &'static str) -> Result<Figure, Fault> {
    let mut rounds = Paired { values: Vec::new(), baselines: Vec::new() };
    // The first round warms connections and statements up.
    for round in 0..=ROUNDS {
        let (mut looks, mut searches) = (Vec::new(), Vec::new());
        for (lang, probe) in probes() {
            let begun = Instant::now();
            let newest = Named::Number(FIRST + ARTICLES - 1, "");
            article(cx, &newest, Reader::Visitor, lang).await?.ok_or_else(|| Fault::new("no article"))?;
            looks.push(microseconds(begun));
            let begun = Instant::now();
            let found = search(cx, Reader::Visitor, lang, &probe).await?;
            searches.push(microseconds(begun));
            if found.items.is_empty() {
                return Err(Fault::new(format!("nothing is found by {probe}")));
            }
        }
        if round > 0 {
            rounds.baselines.push(percentile(&looks, 0.99) / 1000.0);
            rounds.values.push(percentile(&searches, 0.99) / 1000.0);
        }
    }
    let what = "in process, p99: a search of the help center with 10,000 articles in three languages, with what the page shows of them";
    Ok(Figure::of(name, "ms", &rounds, what, "the page of one article").goal(Goal::Below(GOAL)))
}

fn microseconds(begun: Instant) -> u32 {
    u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX)
}
