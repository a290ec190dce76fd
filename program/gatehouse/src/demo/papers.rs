//! Closing documents of the demo's orders (LIC-26), and a code that nobody can have been given (LIC-4).

use super::teller::{Sale, Teller};
use super::{done, order_of};
use crate::demo::people::Vendor;
use axum::body::Bytes;
use gatehouse_context::Cx;
use gatehouse_core::{Actor, Fault};
use gatehouse_licenses::actions::activate::{Activate, activate};
use gatehouse_licenses::actions::add_document::{AddDocument, add_document};
use gatehouse_licenses::model::decoys::{self, Decoys};
use gatehouse_licenses::model::license::Kind;

const INVOICE: &[u8] = include_bytes!("papers/invoice.pdf");
/// Whoever has a copy of the database sits here.
const ELSEWHERE: &str = "203.0.113.200";

/// A clerk puts documents to three orders, in the languages of their buyers.
pub(super) async fn close(teller: &Teller<'_>, office: &Vendor) -> Result<(), Fault> {
    let cx = teller.by(&office.clerk);
    let day: String = cx.now().rfc3339().chars().take("2026-11-28".len()).collect();
    let documents = [
        ("S-10880", "invoice", "INV-2210", "en"),
        ("S-10912", "invoice", "INV-2218", "ja"),
        ("S-10780", "credit_note", "CN-0131", "ru"),
        ("S-10561", "act", "A-0542", "ru"),
    ];
    for (order, kind, number, language) in documents {
        let input = AddDocument {
            order: order_of(&cx, order).await?,
            kind: kind.into(),
            number: number.into(),
            date: day.clone(),
            language: language.into(),
            name: format!("{number}.pdf"),
            file: Bytes::from_static(INVOICE),
            ..AddDocument::default()
        };
        done(add_document(&cx, &input).await)?;
    }
    Ok(())
}

/// Somebody presents a decoy: they are told what everybody is whose code no license has, and the staff get the alarm.
pub(super) async fn leak(teller: &Teller<'_>) -> Result<(), Fault> {
    let cx = Cx { network: Some(ELSEWHERE.into()), ..teller.cx().acting_as(Actor::Visitor) };
    let code = decoys::row(&cx.app.keys, Kind::Commercial, 0)?.code.to_string();
    let sale = Sale::default();
    let input = Activate {
        product: sale.product.into(),
        version: Some("4.2.0".into()),
        code: code.into(),
        fingerprint: vec!["d0".repeat(32)],
        ..Activate::default()
    };
    if activate(&cx, input).await.is_ok() {
        return Err(Fault::new("demo: a decoy activated something"));
    }
    cx.service::<Decoys>()?.settled().await;
    Ok(())
}
