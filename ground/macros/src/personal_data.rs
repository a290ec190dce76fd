//! `#[derive(PersonalData)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Data, DataStruct, DeriveInput, Error, Expr, Field, Ident, LitStr, Token, parenthesized};

/// A column that the entity does not have, and what is left in it.
struct OldColumn {
    name: Ident,
    holds: Expr,
}

/// What stands in `#[personal(…)]`.
#[derive(Default)]
struct Said {
    purpose: Option<Expr>,
    basis: Option<Expr>,
    recipients: Option<Expr>,
    subject: Option<Expr>,
    on_erase: Option<Expr>,
    old: Vec<OldColumn>,
}

impl Parse for OldColumn {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = Ident::parse_any(input)?;
        input.parse::<Token![=]>()?;
        Ok(Self { name, holds: input.parse()? })
    }
}

impl Parse for Said {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut said = Self::default();
        while !input.is_empty() {
            let name = input.call(Ident::parse_any)?;
            if name == "old" {
                let inner;
                parenthesized!(inner in input);
                said.old.extend(Punctuated::<OldColumn, Token![,]>::parse_terminated(&inner)?);
            } else {
                input.parse::<Token![=]>()?;
                let value = Some(input.parse()?);
                match name.to_string().as_str() {
                    "purpose" => said.purpose = value,
                    "basis" => said.basis = value,
                    "recipients" => said.recipients = value,
                    "subject" => said.subject = value,
                    "on_erase" => said.on_erase = value,
                    _ => return Err(Error::new(name.span(), "not a part of a table's declaration")),
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(said)
    }
}

pub(crate) fn derive(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Data::Struct(DataStruct { fields, .. }) = &input.data else {
        return Err(Error::new_spanned(input, "a table is a struct"));
    };
    let (model, table) = (&input.ident, table_name(input)?);
    let said = said(input)?;
    let purpose = said.purpose.ok_or_else(|| Error::new_spanned(model, "`#[personal(purpose = …)]` is missing"))?;
    let basis = said.basis.map_or_else(|| quote!(""), |basis| quote!(#basis));
    let recipients = said.recipients.map_or_else(|| quote!([]), |recipients| quote!(#recipients));
    let subject = said.subject.map_or_else(|| quote!(Nobody), |subject| quote!(#subject));
    let on_erase = said.on_erase.map_or_else(|| quote!(Nothing), |on_erase| quote!(#on_erase));
    let columns = fields.iter().map(column).collect::<syn::Result<Vec<_>>>()?;
    let old = said.old.iter().map(|OldColumn { name, holds }| declared(name, holds));
    Ok(quote! {
        #[automatically_derived]
        impl ::gatehouse_core::personal::PersonalData for #model {
            fn table() -> ::gatehouse_core::personal::Table {
                #[allow(unused_imports, reason = "few tables need all of these words")]
                use ::gatehouse_core::personal::{Category::*, Holds::*, OnErase::*, Pepper::*, Subject::*};
                ::gatehouse_core::personal::Table {
                    name: #table,
                    purpose: #purpose,
                    basis: #basis,
                    recipients: &#recipients,
                    subject: #subject,
                    on_erase: #on_erase,
                    columns: ::std::vec![#(#columns,)* #(#old,)*],
                }
            }
        }
    })
}

fn said(input: &DeriveInput) -> syn::Result<Said> {
    let attribute = input.attrs.iter().find(|attribute| attribute.path().is_ident("personal"));
    attribute.ok_or_else(|| Error::new_spanned(&input.ident, "`#[personal(…)]` is missing"))?.parse_args()
}

/// What the entity says: `#[sea_orm(table_name = "…")]`.
fn table_name(input: &DeriveInput) -> syn::Result<LitStr> {
    let mut name = None;
    for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("sea_orm")) {
        attribute.parse_nested_meta(|meta| {
            let value: Option<LitStr> = meta.value().and_then(|value| value.parse()).ok();
            if meta.path.is_ident("table_name") {
                name = value;
            }
            Ok(())
        })?;
    }
    name.ok_or_else(|| Error::new_spanned(&input.ident, "`#[sea_orm(table_name = …)]` is missing"))
}

fn column(field: &Field) -> syn::Result<TokenStream> {
    let name = field.ident.as_ref().ok_or_else(|| Error::new_spanned(field, "a column has a name"))?;
    let attribute = field.attrs.iter().find(|attribute| attribute.path().is_ident("holds"));
    let holds: Expr = attribute
        .ok_or_else(|| Error::new_spanned(field, format!("`#[holds(…)]` is missing: what does {name} hold?")))?
        .parse_args()?;
    Ok(declared(name, &holds))
}

fn declared(name: &Ident, holds: &Expr) -> TokenStream {
    let name = name.unraw().to_string();
    quote!(::gatehouse_core::personal::column(#name, #holds))
}
