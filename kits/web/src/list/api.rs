//! The same lists in the API (ALL-7): the words of the page, but what cannot be read is refused.

use super::Words;
use super::column::Columns;
use super::filter::{Filter, FilterSet, Kind};
use super::wrong::{FilterError, Wrong};
use crate::halt::Halt;
use crate::query::Asked;
use gatehouse_context::Cx;
use gatehouse_core::{Errors, Invalid, Lang};
use gatehouse_db::paging::{LARGEST_PAGE, LONGEST_CURSOR};
use gatehouse_db::{ListKey, PageRequest, Sorting, WrongCursor};
use std::marker::PhantomData;
use utoipa::IntoParams;
use utoipa::openapi::Required;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};

/// What a program asks for of a list.
pub struct Api<F, S> {
    /// Which rows.
    pub filter: F,
    /// In which order.
    pub sorting: Sorting<S>,
    /// Which page.
    pub request: PageRequest,
}

/// What a program asks for of a list.
pub type Query<L> = Api<<L as Words>::Filter, <L as Words>::Sort>;

/// Reads a query of the API; `path` tells this list from others.
pub fn of_api<L: Words>(list: &L, cx: &Cx, path: &str, asked: &Asked) -> Result<Query<L>, Halt> {
    let (set, columns) = (list.filters(cx.lang), list.columns(cx.lang));
    let (mut filter, mut errors) = (L::Filter::default(), Errors::<FilterError>::default());
    for known in set.filters.iter().filter(|known| known.told.is_some()) {
        let value = asked.get(known.name);
        if !value.is_empty()
            && let Err(wrong) = known.read(&mut filter, &value, &cx.zone)
        {
            errors.add(FilterError { field: known.name, wrong });
        }
    }
    let word = asked.get("sort");
    let sorting = columns.sorting(if word.is_empty() { columns.first() } else { &word });
    if sorting.is_none() {
        errors.add(FilterError { field: "sort", wrong: Wrong::Choice });
    }
    errors.done().map_err(Halt::refused)?;
    let sorting = sorting.ok_or_else(|| refused("sort", Wrong::Choice))?;
    Ok(Api { filter, sorting, request: paging(cx, path, asked)? })
}

/// Which page of the list at `path` is asked for, where there is nothing else to ask for.
pub fn paging(cx: &Cx, path: &str, asked: &Asked) -> Result<PageRequest, Halt> {
    let size = match asked.raw("size").map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(text.parse().map_err(|_| refused("size", Wrong::Size))?),
    };
    request(asked.list(cx, path), asked.raw("after"), asked.raw("before"), size)
}

/// The same from a body.
pub fn request(
    list: ListKey,
    after: Option<&str>,
    before: Option<&str>,
    size: Option<u64>,
) -> Result<PageRequest, Halt> {
    if size.is_some_and(|size| !(1..=LARGEST_PAGE).contains(&size)) {
        return Err(refused("size", Wrong::Size));
    }
    PageRequest::open(list, after, before, size.unwrap_or(0))
        .map_err(|WrongCursor(member)| refused(member, Wrong::Cursor))
}

fn refused(field: &'static str, wrong: Wrong) -> Halt {
    Halt::refused(Invalid::one(FilterError { field, wrong }))
}

/// The parameters of a list's operation, for its description: `params(OrderParameters)` with
/// `type OrderParameters = Parameters<Orders>`.
pub struct Parameters<L>(PhantomData<fn() -> L>);

impl<L: Words + Default> IntoParams for Parameters<L> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let list = L::default();
        let (set, columns) = (list.filters(Lang::En), list.columns(Lang::En));
        let mut all = described(&set);
        all.push(sort_parameter(&columns));
        all.extend(PageParameters::into_params(|| None));
        all
    }
}

/// The parameters of a list's operation that name a page of it.
pub struct PageParameters;

impl IntoParams for PageParameters {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let cursor = || ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST_CURSOR));
        let rows = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(LARGEST_PAGE));
        vec![
            parameter("after", "The cursor `next` of the page before", cursor()),
            parameter("before", "The cursor `previous` of the page behind", cursor()),
            parameter("size", "Rows of a page, 1 to 200; 50 when missing", rows),
        ]
    }
}

fn described<F>(set: &FilterSet<F>) -> Vec<Parameter> {
    let told = |filter: &Filter<F>| Some(parameter(filter.name, &meaning(filter)?, schema(filter)));
    set.filters.iter().filter_map(told).collect()
}

/// What a filter is for, with the words that it takes; `None` where it is one of the page only.
fn meaning<F>(filter: &Filter<F>) -> Option<String> {
    let told = filter.told?;
    Some(match &filter.kind {
        Kind::Choice { choices, is_known: None, .. } => {
            format!("{told}: {}", quoted(choices.iter().map(|(word, _)| word.as_str())))
        }
        Kind::Flag { .. } => format!("`true`: {told}"),
        _ => told.to_owned(),
    })
}

fn quoted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn sort_parameter<R, S: Copy + PartialEq>(columns: &Columns<R, S>) -> Parameter {
    let words = quoted(columns.sort_words());
    let told = format!("{words}, with a minus before it for descending; `{}` when missing", columns.first());
    let both = columns.sort_words().flat_map(|word| [word.to_owned(), format!("-{word}")]);
    let schema = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(both));
    parameter("sort", &told, schema)
}

/// What a filter takes.
fn schema<F>(filter: &Filter<F>) -> ObjectBuilder {
    let text = ObjectBuilder::new().schema_type(Type::String);
    match &filter.kind {
        Kind::Choice { choices, is_known: None, .. } => {
            text.enum_values(Some(choices.iter().map(|(word, _)| word.clone())))
        }
        Kind::Text { .. } | Kind::Choice { .. } => text.max_length(Some(300)),
        Kind::Id { .. } => text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
        Kind::Day { .. } => text.max_length(Some(40)),
        Kind::Flag { .. } => ObjectBuilder::new().schema_type(SchemaType::new(Type::Boolean)),
    }
}

fn parameter(name: &str, told: &str, schema: ObjectBuilder) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .description(Some(told))
        .required(Required::False)
        .schema(Some(schema.build()))
        .build()
}
