//! What the team sees of articles: the list, the versions of one, the categories.

use super::products::of_article;
use super::proposals::{KIND, about, of_articles};
use crate::model::words::{Audience, Kind, State};
use crate::rights::ArticlesRead;
use crate::tables::{help_article, help_category, help_count, help_product, help_text};
use gatehouse_context::{Cx, May};
use gatehouse_core::{Fault, Lang, Uuid};
use gatehouse_db::paging::keyset;
use gatehouse_db::{PageRequest, Paged, SortKey, Sorting};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Func, Query};
use sea_orm::{Condition, ExprTrait as _, QueryOrder as _, QuerySelect as _, Statement};
use std::collections::{BTreeMap, HashMap};

/// The most categories.
const MOST: u64 = 500;
/// The latest versions of an article that are shown.
const VERSIONS: u64 = 60;

/// In this state. The word stands in the statement, as it stands in the indexes of one state: a bound one finds none of them.
fn is_in(state: State) -> Expr {
    Expr::cust(format!("state = '{}'", state.word()))
}

/// Not replaced by a later one. The words stand in the statement, so that the index of states is read and no text.
fn is_current() -> Expr {
    Expr::cust("state in ('draft', 'review', 'published')")
}

/// Every category, in its place.
pub async fn categories(cx: &Cx) -> Result<Vec<help_category::Model>, Fault> {
    use help_category::{Column, Entity};
    let all = Entity::find().order_by_asc(Column::Place).order_by_asc(Column::Id).limit(MOST);
    Ok(all.all(cx.read()).await?)
}

/// The names of a category.
#[must_use]
pub fn names(row: &help_category::Model) -> BTreeMap<String, String> {
    serde_json::from_str(&row.names).unwrap_or_default()
}

/// The name of a category in a language; else in English, else in whichever there is.
#[must_use]
pub fn name(row: &help_category::Model, lang: Lang) -> String {
    let all = names(row);
    let found = all.get(lang.tag()).or_else(|| all.get(Lang::En.tag())).or_else(|| all.values().next());
    found.cloned().unwrap_or_default()
}

/// What articles are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArticleColumn {
    /// When it was last changed.
    Changed,
    /// Its number.
    Number,
}

/// Which articles.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// A title contains this, or the number is this.
    pub text: String,
    /// In this category.
    pub category: Option<Uuid>,
    /// About this product.
    pub product: Option<Uuid>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// For these readers.
    pub audience: Option<Audience>,
    /// With a text that is this far.
    pub state: Option<State>,
    /// Without a published text in this language.
    pub missing: Option<Lang>,
    /// Those that were taken out of the help center.
    pub archived: bool,
}

/// An article in the list.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// It.
    pub article: help_article::Model,
    /// Its title: in the reader's language, else of its source, else of whichever there is.
    pub title: String,
    /// The name of its category.
    pub category: String,
    /// For whom it is to be, as somebody has proposed.
    pub wanted: Option<Audience>,
    /// How far it is in each language: published, and being written.
    pub texts: Vec<(Lang, State, bool)>,
    /// How many it helped and how many it did not, in all languages.
    pub answers: (i64, i64),
}

/// One page of them.
pub async fn articles(
    cx: &May<ArticlesRead>,
    filter: &ArticleFilter,
    sorting: Sorting<ArticleColumn>,
    request: &PageRequest,
) -> Result<Paged<ArticleRow>, Fault> {
    use help_article::{Column, Entity, Model};
    let mut select = Entity::find();
    select = if filter.archived {
        select.filter(Column::ArchivedAt.is_not_null())
    } else {
        select.filter(Column::ArchivedAt.is_null())
    };
    if let Some(category) = filter.category {
        select = select.filter(Column::CategoryId.eq(category));
    }
    if let Some(product) = filter.product {
        let about = Query::select()
            .column(help_product::Column::ArticleId)
            .from(help_product::Entity)
            .and_where(help_product::Column::ProductId.eq(product))
            .to_owned();
        select = select.filter(Column::Id.in_subquery(about));
    }
    if let Some(kind) = filter.kind {
        select = select.filter(Column::Kind.eq(kind));
    }
    if let Some(audience) = filter.audience {
        select = select.filter(Column::Audience.eq(audience));
    }
    if let Some(state) = filter.state {
        let texts = with_text(Condition::all().add(is_in(state)));
        let mut any = Condition::any().add(Column::Id.in_subquery(texts));
        if state == State::Review {
            any = any.add(Column::Id.in_subquery(about(cx)));
        }
        select = select.filter(any);
    }
    if let Some(lang) = filter.missing {
        let in_lang = help_text::Column::Lang.eq(lang.tag());
        let texts = with_text(Condition::all().add(is_in(State::Published)).add(in_lang));
        select = select.filter(Column::Id.not_in_subquery(texts));
    }
    if !filter.text.is_empty() {
        let pattern = format!("%{}%", filter.text.to_lowercase().replace(['%', '_'], ""));
        let titled = Expr::expr(Func::lower(Expr::col(help_text::Column::Title))).like(&pattern);
        let mut any =
            Condition::any().add(Column::Id.in_subquery(with_text(Condition::all().add(is_current()).add(titled))));
        if let Ok(number) = filter.text.parse::<i64>() {
            any = any.add(Column::Number.eq(number));
        }
        select = select.filter(any);
    }
    let (column, place): (Column, fn(&Model) -> SortKey) = match sorting.column {
        ArticleColumn::Changed => (Column::ChangedAt, |row| SortKey::Int(row.changed_at.0)),
        ArticleColumn::Number => (Column::Number, |row| SortKey::Int(row.number)),
    };
    let columns = (column, Column::Id);
    let page =
        keyset(cx.read(), select, columns, sorting.direction, request, |row: &Model| (place(row), row.id)).await?;
    let items = told(cx, page.items).await?;
    Ok(Paged { items, previous: page.previous, next: page.next })
}

/// The articles that have such a text.
fn with_text(which: Condition) -> sea_orm::sea_query::SelectStatement {
    Query::select().column(help_text::Column::ArticleId).from(help_text::Entity).cond_where(which).to_owned()
}

/// With their titles and what readers answered, in a query each.
async fn told(cx: &Cx, rows: Vec<help_article::Model>) -> Result<Vec<ArticleRow>, Fault> {
    let mut texts: HashMap<Uuid, Vec<help_text::Model>> = HashMap::new();
    let shown = help_text::Column::State.ne(State::Replaced);
    let of_these = help_text::Column::ArticleId.is_in(rows.iter().map(|row| row.id));
    for text in help_text::Entity::find().filter(of_these).filter(shown).all(cx.read()).await? {
        texts.entry(text.article_id).or_default().push(text);
    }
    let mut answers: HashMap<Uuid, (i64, i64)> = HashMap::new();
    let of_these = help_count::Column::ArticleId.is_in(rows.iter().map(|row| row.id));
    for count in help_count::Entity::find().filter(of_these).all(cx.read()).await? {
        let all = answers.entry(count.article_id).or_default();
        *all = (all.0 + count.helped, all.1 + count.failed);
    }
    let readers = of_articles(cx, rows.iter().map(|row| row.id)).await?;
    let categories = categories(cx).await?;
    let names: HashMap<Uuid, String> = categories.iter().map(|row| (row.id, name(row, cx.lang))).collect();
    let row = |article: help_article::Model| {
        let mut of_it = texts.remove(&article.id).unwrap_or_default();
        of_it.sort_by_key(|text| {
            (text.lang != cx.lang.tag(), text.lang != article.source_lang, text.state != State::Published)
        });
        let title = of_it.first().map(|text| text.title.clone()).unwrap_or_default();
        let far = |lang: Lang| {
            let of_lang = || of_it.iter().filter(move |text| text.lang == lang.tag());
            let published = of_lang().find(|text| text.state == State::Published);
            let open = of_lang().find(|text| text.state != State::Published);
            let is_old = published.is_some_and(|text| {
                text.lang != article.source_lang && crate::model::words::is_outdated(text.of_source, article.material)
            });
            open.or(published).map(|text| (lang, text.state, is_old))
        };
        let far: Vec<_> = Lang::ALL.into_iter().filter_map(far).collect();
        let category = names.get(&article.category_id).cloned().unwrap_or_default();
        let answers = answers.remove(&article.id).unwrap_or_default();
        ArticleRow { wanted: readers.get(&article.id).copied(), article, title, category, texts: far, answers }
    };
    Ok(rows.into_iter().map(row).collect())
}

/// An article with its texts: every one that counts, and the latest of those before.
#[derive(Clone, Debug)]
pub struct Whole {
    /// It.
    pub article: help_article::Model,
    /// Its texts, the latest first.
    pub texts: Vec<help_text::Model>,
    /// The products that it is about.
    pub products: Vec<help_product::Model>,
}

impl Whole {
    /// What people read in a language.
    #[must_use]
    pub fn published(&self, lang: Lang) -> Option<&help_text::Model> {
        self.texts.iter().find(|text| text.lang == lang.tag() && text.state == State::Published)
    }

    /// What is being written in a language.
    #[must_use]
    pub fn open(&self, lang: Lang) -> Option<&help_text::Model> {
        let is_open = |state| matches!(state, State::Draft | State::Review);
        self.texts.iter().find(|text| text.lang == lang.tag() && is_open(text.state))
    }

    /// What the source said when this translation was made, and what it says now; `None` where that is the same, or not known any more.
    #[must_use]
    pub fn since(&self, text: &help_text::Model) -> Option<(&help_text::Model, &help_text::Model)> {
        let source = &self.article.source_lang;
        let now = self.texts.iter().find(|one| one.lang == *source && one.state == State::Published)?;
        let then = self.texts.iter().find(|one| one.lang == *source && one.seq == text.of_source)?;
        (text.lang != *source && then.seq != now.seq).then_some((then, now))
    }

    /// Its title for this reader.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        let source = Lang::from_tag(&self.article.source_lang).unwrap_or_default();
        let found = self.published(lang).or_else(|| self.published(source)).or_else(|| self.texts.first());
        found.map(|text| text.title.clone()).unwrap_or_default()
    }
}

/// One of them; `None` when there is none.
pub async fn whole(cx: &May<ArticlesRead>, id: Uuid) -> Result<Option<Whole>, Fault> {
    after_change(cx, id).await
}

/// The same for who has just changed it.
pub(crate) async fn after_change(cx: &Cx, id: Uuid) -> Result<Option<Whole>, Fault> {
    let Some(article) = help_article::Entity::find_by_id(id).one(cx.read()).await? else { return Ok(None) };
    let texts = help_text::Entity::find()
        .filter(help_text::Column::ArticleId.eq(id))
        .order_by_desc(help_text::Column::MadeAt)
        .order_by_desc(help_text::Column::Id)
        .limit(VERSIONS)
        .all(cx.read())
        .await?;
    let products = of_article(cx.read(), id).await?;
    Ok(Some(Whole { article, texts, products }))
}

/// How much waits for a second one: texts to read over, and wider readers to approve; not counted beyond 100. With every page of the console, so in
/// one statement.
pub async fn waiting(cx: &Cx) -> Result<i64, Fault> {
    let text = "select count(*) as waits from (\
                select id from help_text where state = 'review' \
                union all \
                select id from proposal where state = 'waiting' and kind = $1 and expires_at > $2 \
                limit 100) as due";
    let values = [KIND.into(), cx.now().0.into()];
    match cx.read().query_one_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await? {
        Some(row) => Ok(row.try_get("", "waits")?),
        None => Ok(0),
    }
}
