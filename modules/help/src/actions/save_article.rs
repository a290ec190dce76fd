//! Staff make an article, or change what does not depend on its language: category, kind, readers, products, the page that it speaks of (ALL-10,
//! SUP-18). It gets the next number, which is never given again. Who may read it changes at once, for the search too; but what was read over gets wider
//! readers only by a second one ([`super::widen`]).

use super::set_products::set_products;
use super::widen::{propose, takes_two};
use super::{held, index};
use crate::events::{CHANGED, MADE};
use crate::model::markdown::is_place;
use crate::model::slug::is_slug;
use crate::model::words::{Audience, Kind};
use crate::queries::products::MOST;
use crate::rights::{ArticlesWrite, NotAllowed, may};
use crate::tables::{help_article, help_category};
use gatehouse_catalog::queries::products::product_names;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Lang, OrRefuse as _, Outcome, Refusal, Uuid};
use gatehouse_db::{Tx, Unique};
use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel as _, Statement};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Numbers of the program's own articles end here.
const FIRST: i64 = 1_001;

/// The most characters of the versions of its products.
pub const VERSIONS: u32 = 40;

const SLUG: Unique = Unique { name: "help_article_slug", columns: "help_article.slug" };

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SaveArticle {
    /// Its words in addresses.
    pub slug: String,
    /// The id of its category.
    pub category: String,
    /// The word of its kind.
    pub kind: String,
    /// The word of its readers.
    pub audience: String,
    /// The tag of the language in which it is written first.
    pub source: String,
    /// The page that it speaks of; may be empty.
    pub form: String,
    /// The ids of the products that it is about; none: it is about the portal.
    pub products: Vec<String>,
    /// Which of their versions, such as `12.1-12.4` or `13+`; empty: all of them.
    pub versions: String,
    /// The version that was changed; of a new one empty.
    pub version: String,
}

/// Why it was not saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum SaveArticleRefusal {
    /// The actor has no role for it.
    NotAllowed(NotAllowed),
    /// No such article.
    #[refusal(404, "help.not_found", refusal_not_found)]
    NotFound,
    /// Somebody else has changed it meanwhile.
    #[refusal(409, "help.changed_meanwhile", refusal_changed_meanwhile)]
    ChangedMeanwhile,
    /// Not words of an address.
    #[refusal(422, "help.slug", refusal_slug, field = "slug")]
    Slug,
    /// Another article has these.
    #[refusal(409, "help.slug_taken", refusal_slug_taken, field = "slug")]
    SlugTaken,
    /// No such category.
    #[refusal(422, "help.category", refusal_category, field = "category")]
    Category,
    /// No such kind.
    #[refusal(422, "help.kind", refusal_choose, field = "kind")]
    Kind,
    /// No such readers.
    #[refusal(422, "help.audience", refusal_choose, field = "audience")]
    Audience,
    /// Other readers are proposed already.
    #[refusal(409, "help.readers_wait", refusal_readers_wait, field = "audience")]
    ReadersWait,
    /// No such language.
    #[refusal(422, "help.source", refusal_choose, field = "source")]
    Source,
    /// No page of ours.
    #[refusal(422, "help.form", refusal_form, field = "form")]
    Form,
    /// No such product, or more than an article may have.
    #[refusal(422, "help.products", refusal_products, field = "products")]
    Products,
    /// No versions.
    #[refusal(422, "help.versions", refusal_versions, field = "versions")]
    Versions,
}

/// Saves it; answers its id.
pub async fn save_article(cx: &Cx, id: Option<Uuid>, input: &SaveArticle) -> Outcome<Uuid, SaveArticleRefusal> {
    use SaveArticleRefusal as Wrong;
    let may = may::<ArticlesWrite>(cx).or_refuse()?;
    let slug = Some(input.slug.trim()).filter(|slug| is_slug(slug)).ok_or(Wrong::Slug).or_refuse()?.to_owned();
    let kind = Kind::from_word(&input.kind).ok_or(Wrong::Kind).or_refuse()?;
    let audience = Audience::from_word(&input.audience).ok_or(Wrong::Audience).or_refuse()?;
    let form = Some(input.form.trim()).filter(|form| !form.is_empty());
    let is_own = |form: &&str| form.starts_with('/') && is_place(form) && form.len() <= 300;
    if form.is_some_and(|form| !is_own(&form)) {
        return Err(gatehouse_core::refuse(Wrong::Form));
    }
    let category = Uuid::parse_str(input.category.trim()).map_err(|_| Wrong::Category).or_refuse()?;
    let versions = versions(&input.versions).ok_or(Wrong::Versions).or_refuse()?;
    let products = products(cx, &input.products).await?.ok_or(Wrong::Products).or_refuse()?;
    let tx = may.begin().await?;
    let found = help_category::Entity::find_by_id(category).one(&*tx).await?;
    found.ok_or(Wrong::Category).or_refuse()?;
    let form = form.map(str::to_owned);
    let saved = match id {
        Some(id) => {
            let old = held(&tx, id).await?.ok_or(Wrong::NotFound).or_refuse()?;
            if input.version.trim() != old.version.to_string() {
                return Err(gatehouse_core::refuse(Wrong::ChangedMeanwhile));
            }
            let takes_two = takes_two(&tx, &old, audience).await?;
            if takes_two && !propose(cx, &tx, id, audience).await? {
                return Err(gatehouse_core::refuse(Wrong::ReadersWait));
            }
            let audience = if takes_two { old.audience } else { audience };
            let (version, changed_at) = (old.version + 1, cx.now());
            let row =
                help_article::Model { slug, category_id: category, kind, audience, form, version, changed_at, ..old };
            match row.clone().into_active_model().reset_all().update(&*tx).await {
                Err(error) if SLUG.violated_by(&error) => return Err(gatehouse_core::refuse(Wrong::SlugTaken)),
                other => other?,
            };
            set_products(cx, &tx, id, &products, &versions).await?;
            index::put_all(cx, &tx, &row).await?;
            cx.audit(&tx, CHANGED.about(id)).await?;
            id
        }
        None => {
            let source = Lang::ALL.into_iter().find(|lang| lang.tag() == input.source);
            let source = source.ok_or(Wrong::Source).or_refuse()?;
            let row = help_article::Model {
                id: cx.id(),
                number: next_number(cx, &tx).await?,
                slug,
                category_id: category,
                kind,
                audience,
                source_lang: source.tag().to_owned(),
                form,
                shipped: false,
                material: 0,
                archived_at: None,
                created_at: cx.now(),
                changed_at: cx.now(),
                version: 1,
            };
            let id = row.id;
            match help_article::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await {
                Err(error) if SLUG.violated_by(&error) => return Err(gatehouse_core::refuse(Wrong::SlugTaken)),
                other => other?,
            };
            set_products(cx, &tx, id, &products, &versions).await?;
            cx.audit(&tx, MADE.about(id)).await?;
            id
        }
    };
    tx.commit().await?;
    Ok(saved)
}

/// Numbers of versions, from and to; `None`: something else.
fn versions(typed: &str) -> Option<String> {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_number = |c: char| c.is_ascii_alphanumeric() || " .,+-–".contains(c);
    let fits = line.chars().all(is_number) && line.chars().nth(VERSIONS as usize).is_none();
    fits.then_some(line)
}

/// The products that are meant; `None` where one of them is none.
async fn products(cx: &Cx, typed: &[String]) -> Result<Option<Vec<Uuid>>, Fault> {
    let typed = typed.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
    let Ok(ids) = typed.map(Uuid::parse_str).collect::<Result<BTreeSet<_>, _>>() else { return Ok(None) };
    if ids.len() > MOST {
        return Ok(None);
    }
    let known = product_names(cx, ids.iter().copied()).await?;
    Ok((known.len() == ids.len()).then(|| ids.into_iter().collect()))
}

/// The row is held until the transaction ends, so no number is given twice; one that is rolled back is given again.
async fn next_number(cx: &Cx, tx: &Tx) -> Result<i64, Fault> {
    let text = format!(
        "insert into help_number (id, last) values (1, {FIRST}) \
         on conflict (id) do update set last = help_number.last + 1 returning last"
    );
    let statement = Statement::from_string(cx.db().backend(), text);
    let row = tx.query_one_raw(statement).await?.ok_or_else(|| Fault::new("no number came"))?;
    Ok(row.try_get("", "last")?)
}
