//! `/api/v1/help/articles`: the articles with their texts, and drafts of translations from other programs.

use crate::actions::save_text::{SaveText, save_text, version_of};
use crate::lists::Articles;
use crate::model::words::{Audience, Kind, State};
use crate::queries::staff::{ArticleRow, Whole, after_change, articles, whole};
use crate::rights::{ArticlesRead, ArticlesWrite};
use crate::tables::help_text;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use gatehouse_core::{Lang, Moment, Uuid};
use gatehouse_web::api::{self, ApiDoors, ApiPage, Change, Made, Scoped};
use gatehouse_web::halt::Problem;
use gatehouse_web::list::{Api, Parameters, of_api};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::{Halt, operations};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(super) fn doors() -> ApiDoors {
    ApiDoors::new().keys(operations![list_articles]).keys(operations![get_article]).keys(operations![new_draft])
}

/// How far an article is in a language.
#[derive(Serialize, ToSchema)]
#[schema(as = HelpTextState, example = json!({"lang": "ja", "state": "published", "outdated": true}))]
pub struct FarAnswer {
    lang: String,
    state: State,
    /// Whether the source says something else meanwhile.
    outdated: bool,
}

/// An article in a list.
#[derive(Serialize, ToSchema)]
#[schema(as = HelpArticle, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000061", "number": 131, "title": "Add a license",
    "category": "Licenses", "kind": "article", "audience": "public", "texts": [{"lang": "en", "state": "published", "outdated": false}],
    "changed_at": "2026-11-21T12:00:00Z", "archived_at": null}))]
pub struct ArticleAnswer {
    id: Uuid,
    number: i64,
    title: String,
    /// The name of its category.
    category: String,
    kind: Kind,
    audience: Audience,
    texts: Vec<FarAnswer>,
    #[schema(format = DateTime)]
    changed_at: String,
    #[schema(format = DateTime)]
    archived_at: Option<String>,
}

impl From<ArticleRow> for ArticleAnswer {
    fn from(row: ArticleRow) -> Self {
        let far =
            |(lang, state, outdated): (Lang, State, bool)| FarAnswer { lang: lang.tag().to_owned(), state, outdated };
        Self {
            id: row.article.id,
            number: row.article.number,
            title: row.title,
            category: row.category,
            kind: row.article.kind,
            audience: row.article.audience,
            texts: row.texts.into_iter().map(far).collect(),
            changed_at: row.article.changed_at.rfc3339(),
            archived_at: row.article.archived_at.map(Moment::rfc3339),
        }
    }
}

/// A text of an article.
#[derive(Serialize, ToSchema)]
#[schema(as = HelpText, example = json!({"lang": "en", "number": 3, "state": "published", "title": "Add a license",
    "body": "Choose **Add license** and type the code.", "version": "3.2", "published_at": "2026-11-21T12:00:00Z"}))]
pub struct TextAnswer {
    lang: String,
    /// Its number among those of its language.
    number: i64,
    state: State,
    title: String,
    /// Markdown.
    body: String,
    /// What a change of this draft names.
    version: String,
    #[schema(format = DateTime)]
    published_at: Option<String>,
}

impl From<&help_text::Model> for TextAnswer {
    fn from(row: &help_text::Model) -> Self {
        Self {
            lang: row.lang.clone(),
            number: row.seq,
            state: row.state,
            title: row.title.clone(),
            body: row.body.clone(),
            version: version_of(Some(row)),
            published_at: row.published_at.map(Moment::rfc3339),
        }
    }
}

/// An article with what people read of it and what is being written.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeHelpArticle, example = json!({"id": "0199a0c2-7d00-7000-8000-000000000061", "number": 131, "address": "/help/131-add-a-license",
    "kind": "article", "audience": "public", "products": [], "versions": "", "source": "en", "version": 4, "texts": [{"lang": "en", "number": 3, "state": "published",
    "title": "Add a license", "body": "Choose **Add license** and type the code.", "version": "3.2", "published_at": "2026-11-21T12:00:00Z"}]}))]
pub struct WholeAnswer {
    id: Uuid,
    number: i64,
    /// Where people read it, unless it is for the team alone.
    address: String,
    kind: Kind,
    audience: Audience,
    /// The products that it is about; none: the portal.
    products: Vec<Uuid>,
    /// Which of their versions; empty: all of them.
    versions: String,
    /// The language in which it is written first.
    source: String,
    /// Also the ETag.
    version: i64,
    texts: Vec<TextAnswer>,
}

impl From<Whole> for WholeAnswer {
    fn from(whole: Whole) -> Self {
        let shown = whole.texts.iter().filter(|text| text.state != State::Replaced);
        Self {
            id: whole.article.id,
            number: whole.article.number,
            address: format!("/help/{}-{}", whole.article.number, whole.article.slug),
            kind: whole.article.kind,
            audience: whole.article.audience,
            products: whole.products.iter().map(|row| row.product_id).collect(),
            versions: whole.products.first().map(|row| row.versions.clone()).unwrap_or_default(),
            source: whole.article.source_lang.clone(),
            version: whole.article.version,
            texts: shown.map(TextAnswer::from).collect(),
        }
    }
}

type ArticleParameters = Parameters<Articles>;

/// Articles, the latest changed first.
#[utoipa::path(get, path = "/api/v1/help/articles", operation_id = "list_help_articles", tag = "support",
    params(ArticleParameters),
    responses(
        (status = 200, description = "A page of articles", body = ApiPage<ArticleAnswer>),
        (status = 422, description = "`input.…`: a filter is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn list_articles(caller: Scoped<ArticlesRead>, asked: Asked) -> Result<Response, Halt> {
    let Api { filter, sorting, request } = of_api(&Articles::default(), &caller.cx, "/api/v1/help/articles", &asked)?;
    let found = articles(&caller.cx, &filter, sorting, &request).await?;
    api::json(StatusCode::OK, &ApiPage::of(found, ArticleAnswer::from))
}

/// One article, with what people read of it in each language and what is being written.
#[utoipa::path(get, path = "/api/v1/help/articles/{id}", operation_id = "get_help_article", tag = "support",
    params(
        ("id" = Uuid, Path, description = "The article"),
        api::IfNoneMatch,
    ),
    responses(
        (status = 200, description = "The article", body = WholeAnswer),
        (status = 304, description = "The caller has this version"),
        (status = 404, description = "No such article", body = Problem, content_type = "application/problem+json"),
    ))]
async fn get_article(caller: Scoped<ArticlesRead>, ids: Ids<1>, headers: HeaderMap) -> Result<Response, Halt> {
    let [id] = ids.0;
    let found = whole(&caller.cx, id).await?.ok_or(Halt::NotFound)?;
    let version = found.article.version;
    if api::is_current(&headers, version) {
        return Ok(api::not_modified(version));
    }
    api::json_versioned(StatusCode::OK, version, &WholeAnswer::from(found))
}

/// A draft of an article in a language: what a translation program brings back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHelpDraft, example = json!({"lang": "ja", "title": "ライセンスの追加", "body": "**ライセンスを追加**を選びます。"}))]
pub struct NewDraft {
    /// `en`, `ja` or `ru`.
    #[schema(max_length = 2)]
    lang: String,
    #[schema(max_length = 120)]
    title: String,
    /// Markdown: headings, lists, quotes, code, bold, links. There is no HTML.
    #[schema(max_length = 40000)]
    body: String,
    /// Only the wording is another one, so that translations of it are not outdated.
    #[serde(default)]
    wording: bool,
    /// The `version` of the draft that it changes; none where nothing is being written.
    #[serde(default)]
    version: String,
}

/// Writes a draft. Nobody reads it before one of the team publishes it.
#[utoipa::path(post, path = "/api/v1/help/articles/{id}/drafts", operation_id = "new_help_draft", tag = "support",
    request_body = NewDraft,
    params(("id" = Uuid, Path, description = "The article"), api::Once),
    responses(
        (status = 201, description = "The article as it is now", body = WholeAnswer),
        (status = 404, description = "`help.not_found`", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`help.changed_meanwhile`: another draft is there", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`help.…`: a field is wrong", body = Problem, content_type = "application/problem+json"),
    ))]
async fn new_draft(call: Change<ArticlesWrite, NewDraft>) -> Result<Response, Halt> {
    let [id] = call.ids()?;
    call.once(
        async |cx, body: NewDraft| -> Result<Uuid, Halt> {
            let lang = Lang::ALL.into_iter().find(|lang| lang.tag() == body.lang).ok_or(Halt::NotFound)?;
            let wording = if body.wording { "true".to_owned() } else { String::new() };
            let input = SaveText { title: body.title, body: body.body, wording, version: body.version };
            Ok(save_text(&cx, id, lang, &input).await?)
        },
        async |made: Made<ArticlesWrite>| {
            let found = after_change(&made.cx, id).await?.ok_or(Halt::NotFound)?;
            let version = found.article.version;
            api::json_versioned(StatusCode::CREATED, version, &WholeAnswer::from(found))
        },
    )
    .await
}
