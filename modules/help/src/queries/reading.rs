//! Articles as people read them: in their language, and in the one they were written in where there is no translation. Before the articles of
//! the program are in the database (a job brings them in at the first start), they are read from the program.

use crate::model::shipped::{self, CATEGORIES, Shipped};
use crate::model::slug::Named;
use crate::model::words::{Audience, Kind, Reader, is_outdated};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, Moment, Uuid};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};

/// Articles of one page of a category.
pub const PAGE: usize = 100;
/// Words of the glossary.
const TERMS: usize = 500;

/// An article in one language.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Item {
    /// `None`: it is read from the program.
    pub id: Option<Uuid>,
    /// Its number.
    pub number: i64,
    /// Its words in addresses.
    pub slug: String,
    /// What it is.
    pub kind: Kind,
    /// Who may read it.
    pub audience: Audience,
    /// The word of its category.
    pub category: String,
    /// The page that it speaks of.
    pub form: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// The tag of the text's language.
    pub lang: String,
    /// The tag of the language in which it is written first.
    pub source_lang: String,
    /// The version of the source that the text says.
    pub of_source: i64,
    /// The last version of the source that says something else.
    pub material: i64,
    /// Since when people read it.
    pub published_at: Option<Moment>,
}

impl Item {
    /// The last part of its address.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}-{}", self.number, self.slug)
    }

    /// Its language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        Lang::from_tag(&self.lang).unwrap_or_default()
    }

    /// Whether the source says something else meanwhile.
    #[must_use]
    pub const fn is_outdated(&self) -> bool {
        is_outdated(self.of_source, self.material)
    }

    /// The language of the source, where that says something else meanwhile.
    #[must_use]
    pub fn newer(&self) -> Option<Lang> {
        Lang::from_tag(&self.source_lang).filter(|_| self.is_outdated())
    }

    /// From the program.
    fn of_program(article: &Shipped, lang: Lang) -> Option<Self> {
        let text = article.text(lang)?;
        Some(Self {
            id: None,
            number: article.number,
            slug: article.slug.to_owned(),
            kind: article.kind,
            audience: article.audience,
            category: article.category.to_owned(),
            form: article.form.map(str::to_owned),
            title: text.title.to_owned(),
            body: text.body.clone(),
            lang: lang.tag().to_owned(),
            source_lang: Lang::En.tag().to_owned(),
            of_source: 1,
            material: 1,
            published_at: None,
        })
    }
}

/// The audiences as they stand in a statement.
pub(super) fn words(readers: &[Audience]) -> String {
    let words: Vec<String> = readers.iter().map(|audience| format!("'{}'", audience.word())).collect();
    words.join(", ")
}

/// The columns and tables of every reading: articles that are there, with a text in this language or in the one they were written in.
fn select(lang: Lang, readers: &[Audience]) -> String {
    let (tag, words) = (lang.tag(), words(readers));
    format!(
        "select a.id, a.number, a.slug, a.kind, a.audience, c.slug as category, a.form, \
         coalesce(o.title, s.title) as title, coalesce(o.body, s.body) as body, \
         case when o.id is null then a.source_lang else '{tag}' end as lang, a.source_lang, \
         coalesce(o.of_source, s.of_source) as of_source, a.material, \
         coalesce(o.published_at, s.published_at) as published_at \
         from help_article a join help_category c on c.id = a.category_id \
         left join help_text o on o.article_id = a.id and o.state = 'published' and o.lang = '{tag}' \
         left join help_text s on s.article_id = a.id and s.state = 'published' and s.lang = a.source_lang \
         where a.archived_at is null and coalesce(o.article_id, s.article_id) is not null and a.audience in ({words})"
    )
}

async fn read(cx: &Cx, text: String, values: Vec<Value>) -> Result<Vec<Item>, Fault> {
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    Ok(Item::find_by_statement(statement).all(cx.read()).await?)
}

/// The article that an address names, for who may read it.
pub async fn article(cx: &Cx, named: &Named<'_>, reader: Reader, lang: Lang) -> Result<Option<Item>, Fault> {
    let (column, value, shipped): (&str, Value, Option<&Shipped>) = match named {
        Named::Number(number, _) => ("number", (*number).into(), shipped::by_number(*number)),
        Named::Slug(slug) => ("slug", (*slug).into(), shipped::by_slug(slug)),
    };
    let (mut found, mut is_there) = stored(cx, column, value, lang).await?;
    // Staff may have given an article of the program other words. Its number is the same.
    if let (false, Named::Slug(_), Some(own)) = (is_there, named, shipped) {
        (found, is_there) = stored(cx, "number", own.number.into(), lang).await?;
    }
    if is_there {
        return Ok(found.filter(|item| reader.may_read(item.audience)));
    }
    let shipped = shipped.filter(|article| reader.may_read(article.audience));
    Ok(shipped.and_then(|article| Item::of_program(article, lang)))
}

/// What is stored under a name, and whether anything is: what staff have written over, or archived, is no more read from the program.
async fn stored(cx: &Cx, column: &str, value: Value, lang: Lang) -> Result<(Option<Item>, bool), Fault> {
    let text = format!("{} and a.{column} = $1", select(lang, &Audience::ALL));
    if let Some(found) = read(cx, text, vec![value.clone()]).await?.pop() {
        return Ok((Some(found), true));
    }
    let text = format!("select id from help_article where {column} = $1");
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, [value]);
    Ok((None, cx.read().query_one_raw(statement).await?.is_some()))
}

/// Those with these ids, in this order.
pub async fn by_ids(cx: &Cx, ids: &[Uuid], reader: Reader, lang: Lang) -> Result<Vec<Item>, Fault> {
    by_ids_in(cx, cx.read(), ids, reader, lang).await
}

/// The same, also inside a transaction.
pub(crate) async fn by_ids_in(
    cx: &Cx,
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
    reader: Reader,
    lang: Lang,
) -> Result<Vec<Item>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let text = format!("{} and a.id in ({})", select(lang, &reader.audiences()), places.join(", "));
    let values: Vec<Value> = ids.iter().map(|id| Value::from(*id)).collect();
    let statement = Statement::from_sql_and_values(cx.db().backend(), text, values);
    let mut found = Item::find_by_statement(statement).all(conn).await?;
    found.sort_by_key(|item| ids.iter().position(|id| Some(*id) == item.id));
    Ok(found)
}

/// The articles of a category, a page of them behind a number, and whether there are more.
pub async fn of_category(
    cx: &Cx,
    category: &str,
    after: i64,
    reader: Reader,
    lang: Lang,
) -> Result<(Vec<Item>, bool), Fault> {
    let text = format!(
        "{} and c.slug = $1 and a.number > $2 order by a.number limit {}",
        select(lang, &reader.audiences()),
        PAGE + 1
    );
    let mut found = read(cx, text, vec![category.into(), after.into()]).await?;
    if found.is_empty() && !has_any(cx).await? {
        found = of_program(reader, lang).into_iter().filter(|item| item.category == category).collect();
        found.retain(|item| item.number > after);
    }
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, has_more))
}

/// The articles about a product, the first [`PAGE`] of them by number.
pub async fn of_product(cx: &Cx, product: Uuid, reader: Reader, lang: Lang) -> Result<Vec<Item>, Fault> {
    let text = format!(
        "{} and a.id in (select article_id from help_product where product_id = $1) order by a.number limit {PAGE}",
        select(lang, &reader.audiences())
    );
    read(cx, text, vec![product.into()]).await
}

/// The words of the glossary, by name.
pub async fn glossary(cx: &Cx, reader: Reader, lang: Lang) -> Result<Vec<Item>, Fault> {
    let text = format!("{} and a.kind = 'term' order by a.number limit {TERMS}", select(lang, &reader.audiences()));
    let mut found = read(cx, text, Vec::new()).await?;
    if found.is_empty() && !has_any(cx).await? {
        found = of_program(reader, lang).into_iter().filter(|item| item.kind == Kind::Term).collect();
    }
    found.sort_by_key(|item| item.title.to_lowercase());
    Ok(found)
}

/// The name of a category, by its word.
pub async fn category_name(cx: &Cx, category: &str, lang: Lang) -> Result<Option<String>, Fault> {
    let all = super::staff::categories(cx).await?;
    if let Some(row) = all.iter().find(|row| row.slug == category) {
        return Ok(Some(super::staff::name(row, lang)));
    }
    let shipped = CATEGORIES.iter().find(|one| all.is_empty() && one.slug == category);
    Ok(shipped.map(|one| one.name(lang).to_owned()))
}

/// Whether the database has articles.
async fn has_any(cx: &Cx) -> Result<bool, Fault> {
    Ok(!super::staff::categories(cx).await?.is_empty())
}

/// Every article of the program for a reader.
pub(crate) fn of_program(reader: Reader, lang: Lang) -> Vec<Item> {
    let all = shipped::ARTICLES.iter().filter(|article| reader.may_read(article.audience));
    all.filter_map(|article| Item::of_program(article, lang)).collect()
}
