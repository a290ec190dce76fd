//! A product is created together with its first edition and its first term, so that codes can be issued at once (LIC-1).

use super::part::{self, CatalogPart as _};
use super::product::{self, ProductEntry};
use super::{CatalogRefusal, allowed, done, tell};
use super::{edition::EditionEntry, term::TermEntry};
use crate::events;
use crate::model::input::{Reader, Wrong, slug_of};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// What is created. What is wrong with the edition or the term is told at `edition.name`, `term.months` and so on.
#[derive(Clone, Debug, Default)]
pub struct NewProduct {
    /// The product.
    pub product: ProductEntry,
    /// Its first edition. There are no features yet that it could have.
    pub edition: Option<EditionEntry>,
    /// Its first term.
    pub term: Option<TermEntry>,
}

/// Creates all of it in one transaction; returns the product's id.
pub async fn create_with_parts(cx: &Cx, entry: &NewProduct) -> Outcome<Uuid, CatalogRefusal> {
    allowed(cx)?;
    let mut reader = Reader::default();
    let row = product::read(&entry.product, &mut reader);
    let (name, code) = (entry.product.name.trim(), entry.product.code.trim());
    if code.is_empty() && !name.is_empty() && slug_of(name).is_none() {
        reader.rather("code", Wrong::NoSlug);
    }
    if entry.product.statement_required {
        reader.wrong("statement_required", Wrong::NoAgreement);
    }
    let edition = entry.edition.as_ref().map(|edition| reader.within("edition", |reader| edition.read(cx, reader)));
    if entry.edition.as_ref().is_some_and(|edition| !edition.features.is_empty()) {
        reader.wrong("edition.features", Wrong::Unknown);
    }
    let term = entry.term.as_ref().map(|term| reader.within("term", |reader| term.read(cx, reader)));
    reader.finish(()).or_refuse()?;

    let code = row.code.clone().take().unwrap_or_default();
    let tx = cx.begin().await?;
    let id = product::insert(cx, &tx, row).await?;
    if let Some(row) = edition {
        let (part, code) = part::insert::<EditionEntry>(cx, &tx, id, row).await?;
        tell(cx, &tx, events::EDITION_CREATED, id, part, &code).await?;
    }
    if let Some(row) = term {
        let (part, code) = part::insert::<TermEntry>(cx, &tx, id, row).await?;
        tell(cx, &tx, events::TERM_CREATED, id, part, &code).await?;
    }
    Ok(done(cx, tx, events::PRODUCT_CREATED, id, id, &code).await?)
}
