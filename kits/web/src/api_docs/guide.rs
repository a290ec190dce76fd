//! The pages of the guide: a first one with the quick start, and one for each task.

use super::operation::Operation;
use super::shape::{self, Row};
use super::{RULES, operation};
use crate::api_common::COMMON;
use crate::halt::{Halt, Problem};
use crate::module::{ApiStep, ApiTask};
use crate::view::{CopyBlock, Markup, Page};
use crate::visit::{Done, Visit};
use askama::Template;
use gatehouse_core::Lang;
use serde_json::Value;
use utoipa::ToSchema as _;

/// What the pages show, read once at the start.
pub(super) struct Guide {
    tasks: Vec<Task>,
    steps: Vec<ApiStep>,
    problem: Vec<Row>,
    common: Vec<(&'static str, Markup)>,
    rules: Vec<Markup>,
}

struct Task {
    tag: String,
    /// What the module says of it; none for a tag that no module names.
    named: Option<ApiTask>,
    operations: Vec<Operation>,
}

impl Task {
    fn name(&self, lang: Lang) -> String {
        self.named.map_or_else(|| self.tag.clone(), |named| (named.name)(lang))
    }

    fn text(&self, lang: Lang) -> String {
        self.named.map(|named| (named.text)(lang)).unwrap_or_default()
    }

    fn href(&self) -> String {
        format!("/api/docs/{}", self.tag)
    }
}

impl Guide {
    /// From the whole description, with the modules' tasks and steps in their order.
    pub(super) fn new(document: &Value, named: &[ApiTask], steps: Vec<ApiStep>) -> Self {
        let server = document.pointer("/servers/0/url").and_then(Value::as_str).unwrap_or_default();
        let mut tasks: Vec<Task> = named
            .iter()
            .map(|task| Task { tag: task.tag.to_owned(), named: Some(*task), operations: Vec::new() })
            .collect();
        for operation in operation::all(document, server) {
            match tasks.iter_mut().find(|task| task.tag == operation.tag) {
                Some(task) => task.operations.push(operation),
                None => {
                    let tag = operation.tag.clone();
                    tasks.push(Task { tag, named: None, operations: vec![operation] });
                }
            }
        }
        tasks.retain(|task| !task.operations.is_empty());
        let common = COMMON.iter().map(|(status, text)| (*status, Markup::coded(text))).collect();
        let rules = RULES.iter().map(|text| Markup::coded(text)).collect();
        Self { tasks, steps, problem: problem(document), common, rules }
    }

    /// The first page.
    pub(super) fn overview(&self, visit: &Visit) -> Result<Done, Halt> {
        let lang = visit.lang();
        let page = visit.page(crate::texts(lang).msg_api_docs_title());
        visit.show(&OverviewPage {
            page,
            places: self.places(lang, None),
            w: Labels::new(lang),
            steps: self.steps.iter().map(|step| self.step(visit, step)).collect(),
            tasks: self.tasks.iter().map(|task| (task.name(lang), task.text(lang), task)).collect(),
            guide: self,
        })
    }

    /// The page of a task.
    pub(super) fn task(&self, visit: &Visit, tag: &str) -> Result<Done, Halt> {
        let lang = visit.lang();
        let task = self.tasks.iter().find(|task| task.tag == tag).ok_or(Halt::NotFound)?;
        let name = task.name(lang);
        let title = crate::texts(lang).msg_api_docs_task_title(name.as_str());
        let operations =
            task.operations.iter().map(|operation| (operation, CopyBlock::new(lang, "curl", operation.curl.as_str())));
        visit.show(&TaskPage {
            page: visit.page(title),
            places: self.places(lang, Some(tag)),
            w: Labels::new(lang),
            name,
            text: task.text(lang),
            operations: operations.collect(),
        })
    }

    fn places(&self, lang: Lang, current: Option<&str>) -> Vec<Place<'_>> {
        let overview = crate::texts(lang).msg_api_docs_overview();
        let first = Place { label: overview, href: "/api/docs".to_owned(), is_current: current.is_none(), below: &[] };
        let tasks = self.tasks.iter().map(|task| {
            let is_current = current == Some(task.tag.as_str());
            let below: &[Operation] = if is_current { &task.operations } else { &[] };
            Place { label: task.name(lang), href: task.href(), is_current, below }
        });
        std::iter::once(first).chain(tasks).collect()
    }

    fn step(&self, visit: &Visit, step: &ApiStep) -> Step {
        let lang = visit.lang();
        let called = step.operation.and_then(|id| {
            let mut all = self.tasks.iter().flat_map(|task| task.operations.iter().map(move |one| (task, one)));
            all.find(|(_, operation)| operation.id == id)
        });
        let place = |path: &str| format!("{}{path}", visit.origin_unless_here(path));
        let link = step.link.map(|(label, path)| (label(lang), place(path)));
        let to_operation = |(task, one): (&Task, &Operation)| {
            (format!("{} {}", one.method, one.path), format!("{}#{}", task.href(), one.id))
        };
        Step {
            name: (step.name)(lang),
            text: (step.text)(lang),
            link: link.or_else(|| called.map(to_operation)),
            curl: called.map(|(_, operation)| CopyBlock::new(lang, "curl", operation.curl.as_str())),
        }
    }
}

/// The members of a problem, which every refusal has: shown once, not with each.
fn problem(document: &Value) -> Vec<Row> {
    let schema = serde_json::json!({ "schema": { "$ref": format!("#/components/schemas/{}", Problem::name()) } });
    shape::members(document, &serde_json::json!({ "content": { "application/json": schema } }))
}

/// A link at the side.
struct Place<'a> {
    label: String,
    href: String,
    is_current: bool,
    below: &'a [Operation],
}

/// The words that both kinds of page need.
struct Labels {
    lede: String,
    contents: String,
    english: Option<String>,
    key: String,
    scope: String,
    required: String,
    optional: String,
    parameters: String,
    body: String,
    answers: String,
    start: String,
    rules: String,
    common: String,
    every_operation: String,
}

impl Labels {
    fn new(lang: Lang) -> Self {
        let t = crate::texts(lang);
        Self {
            lede: t.msg_api_docs_lede(),
            contents: t.msg_api_docs_contents(),
            english: (lang != Lang::En).then(|| t.msg_api_docs_english()),
            key: t.msg_api_docs_key(),
            scope: t.msg_api_docs_scope(),
            required: t.msg_api_docs_required(),
            optional: t.msg_api_docs_optional(),
            parameters: t.msg_api_docs_parameters(),
            body: t.msg_api_docs_body(),
            answers: t.msg_api_docs_answers(),
            start: t.msg_api_docs_start(),
            rules: t.msg_api_docs_rules(),
            common: t.msg_api_docs_common(),
            every_operation: t.msg_api_docs_common_text(),
        }
    }
}

struct Step {
    name: String,
    text: String,
    link: Option<(String, String)>,
    curl: Option<CopyBlock>,
}

#[derive(Template)]
#[template(path = "api-docs/overview.html")]
struct OverviewPage<'a> {
    page: Page,
    places: Vec<Place<'a>>,
    w: Labels,
    steps: Vec<Step>,
    tasks: Vec<(String, String, &'a Task)>,
    guide: &'a Guide,
}

#[derive(Template)]
#[template(path = "api-docs/task.html")]
struct TaskPage<'a> {
    page: Page,
    places: Vec<Place<'a>>,
    w: Labels,
    name: String,
    text: String,
    operations: Vec<(&'a Operation, CopyBlock)>,
}
