//! A stored key file is made again, to the byte (LIC-12): the signature is deterministic, so claims and key are enough.
//!
//! What a key signed that was taken back meanwhile, no product believes any more: such a file is not made again as it was, but
//! signed anew ([`super::issue`]).

use super::KeyFiles;
use crate::model::key_file::{open_claims, open_list};
use crate::model::license::grouped;
use crate::tables::{key_file, license};
use crate::texts;
use gatehouse_catalog::tables::product;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Lang};
use gatehouse_formats::{KeyClaims, bundle};
use sea_orm::entity::prelude::*;

/// A key file with what stands beside it.
#[derive(Clone, Debug)]
pub struct WholeKeyFile {
    /// What it says.
    pub claims: KeyClaims,
    /// Its text.
    pub text: String,
    /// Its compatibility list.
    pub list: String,
}

/// The file of a row.
pub async fn file_of(cx: &Cx, license: &license::Model, row: &key_file::Model) -> Result<WholeKeyFile, Fault> {
    let vendor = cx.service::<KeyFiles>()?;
    let key = subject::key(cx, cx.read(), license.purchase_id).await?;
    let (claims, list) = (open_claims(&key, row)?, open_list(&key, row)?);
    let (signing, certificate) = vendor.signed_with(cx, &row.kid).await?;
    let text = claims.sign(&signing, &certificate, &vendor.trust())?;
    Ok(WholeKeyFile { claims, text, list })
}

/// The archive: the file, its compatibility list, and what to do with them in this language.
pub async fn archive_of(cx: &Cx, license: &license::Model, file: &WholeKeyFile, lang: Lang) -> Result<Vec<u8>, Fault> {
    let product = product::Entity::find_by_id(license.product_id).one(cx.read()).await?;
    let name = product.map(|product| product.name).unwrap_or_default();
    let readme = readme(cx, &name, license, file, lang);
    Ok(bundle::write(std::slice::from_ref(&file.text), &file.list, &readme, &cx.service::<KeyFiles>()?.trust())?)
}

/// `README.txt`.
fn readme(cx: &Cx, product: &str, license: &license::Model, file: &WholeKeyFile, lang: Lang) -> String {
    let (t, key) = (texts(lang), file.claims.jti.file_name());
    let help = gatehouse_brand::of(&cx.app).help().to_owned();
    let mut lines = vec![
        t.msg_key_readme_title(product, grouped(&license.number)),
        String::new(),
        t.msg_key_readme_use(&key),
        t.msg_key_readme_one(),
        t.msg_key_readme_list(),
        t.msg_key_readme_keep(),
        t.msg_key_readme_lost(),
    ];
    if !help.is_empty() {
        lines.push(t.msg_key_readme_help(&help));
    }
    lines.push(String::new());
    lines.join("\n")
}
