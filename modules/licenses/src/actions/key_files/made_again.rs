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
    let file = files_of(cx, license, std::slice::from_ref(row)).await?.pop();
    file.ok_or_else(|| Fault::new("a key file was not made again"))
}

/// The files of rows of one set, in the same order. One key has signed them, at the same moment.
pub async fn files_of(cx: &Cx, license: &license::Model, rows: &[key_file::Model]) -> Result<Vec<WholeKeyFile>, Fault> {
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let vendor = cx.service::<KeyFiles>()?;
    let key = subject::key(cx, cx.read(), license.purchase_id).await?;
    let (signing, certificate) = vendor.signed_with(cx, &first.kid).await?;
    let trust = vendor.trust();
    let file = |row: &key_file::Model| -> Result<WholeKeyFile, Fault> {
        let (claims, list) = (open_claims(&key, row)?, open_list(&key, row)?);
        let text = claims.sign(&signing, &certificate, &trust)?;
        Ok(WholeKeyFile { claims, text, list })
    };
    rows.iter().map(file).collect()
}

/// The archive: the files of a set, their compatibility list, and what to do with them in this language.
pub async fn archive_of(
    cx: &Cx,
    license: &license::Model,
    files: &[WholeKeyFile],
    lang: Lang,
) -> Result<Vec<u8>, Fault> {
    let first = files.first().ok_or_else(|| Fault::new("an archive without a key file"))?;
    let product = product::Entity::find_by_id(license.product_id).one(cx.read()).await?;
    let name = product.map(|product| product.name).unwrap_or_default();
    let only = Some(first).filter(|_| files.len() == 1);
    let readme = readme(cx, &name, license, only, lang);
    let texts: Vec<String> = files.iter().map(|file| file.text.clone()).collect();
    Ok(bundle::write(&texts, &first.list, &readme, &cx.service::<KeyFiles>()?.trust())?)
}

/// `README.txt`, of an archive with this file only; `None`: with several.
fn readme(cx: &Cx, product: &str, license: &license::Model, only: Option<&WholeKeyFile>, lang: Lang) -> String {
    let t = texts(lang);
    let help = gatehouse_brand::of(&cx.app).help().to_owned();
    let how = match only {
        Some(file) => {
            vec![t.msg_key_readme_use(file.claims.jti.file_name()), t.msg_key_readme_one(), t.msg_key_readme_list()]
        }
        None => vec![t.msg_key_readme_use_several(), t.msg_key_readme_one_several()],
    };
    let mut lines = vec![t.msg_key_readme_title(product, grouped(&license.number)), String::new()];
    lines.extend(how);
    lines.extend([t.msg_key_readme_keep(), t.msg_key_readme_lost()]);
    if !help.is_empty() {
        lines.push(t.msg_key_readme_help(&help));
    }
    lines.push(String::new());
    lines.join("\n")
}
