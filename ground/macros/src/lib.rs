//! Derives and attributes of the project.

mod boxed;
mod personal_data;
mod refusal;

use proc_macro::TokenStream;

/// Implements `gatehouse_core::Refusal` for the refusals of an action from one line a variant.
///
/// ```ignore
/// #[derive(Clone, Debug, PartialEq, Eq, Refusal)]
/// pub enum ResendRefusal {
///     /// Another refusal that speaks for itself: no line, and `From<NotAllowed>` for the whole.
///     NotAllowed(NotAllowed),
///     /// Status, code and the name of the message, which is called on `crate::texts(lang)`.
///     #[refusal(404, "license.unknown", refusal_license_unknown)]
///     Unknown,
///     /// Values of the message; the fields of the variant are there by their names, `&` each.
///     #[refusal(409, "license.too_many_accounts", too_many_accounts(*seats), field = "code", next = free_one)]
///     TooManyAccounts { seats: i64 },
///     /// One value without a name is called `it`.
///     #[refusal(422, "license.name_unprintable", name_unprintable(code_point(*it)), field = "name")]
///     NameUnprintable(char),
///     /// `again`: the same request may succeed later; with a value, after so many seconds.
///     #[refusal(429, "rate.limited", too_often, again = *after)]
///     TooOften { after: u32 },
///     /// `way`: a link behind the text, by the name of its words and the address of its page.
///     #[refusal(403, "company.blocked", company_blocked, way = leave => LEAVE)]
///     Blocked,
/// }
/// ```
///
/// A refusal of another one that belongs to a field of its own: `#[refusal(field = "code")]`. It says itself whether asking again helps.
#[proc_macro_derive(Refusal, attributes(refusal))]
pub fn refusal(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    refusal::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Implements `gatehouse_core::personal::PersonalData` for an entity, from what stands beside its columns (PRI-1).
///
/// ```ignore
/// #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, PersonalData)]
/// #[sea_orm(table_name = "session")]
/// #[personal(purpose = "Staying signed in", basis = "b", subject = Account("account_id"), on_erase = Delete)]
/// pub struct Model {
///     #[sea_orm(primary_key, auto_increment = false)]
///     #[holds(NotPersonal("a random id"))]
///     pub id: Uuid,
///     /// SHA-256 under the pepper of the cookie's token.
///     #[holds(Lookup(Short))]
///     pub token_hash: Vec<u8>,
///     // …
/// }
/// ```
///
/// The words are those of `Holds`, `Category`, `Pepper`, `Subject` and `OnErase`. Beside `purpose`, what is left out is empty: no `basis`,
/// no `recipients`, `subject = Nobody`, `on_erase = Nothing`. Columns of the table that the entity does not have any more are declared as
/// `old(password_hash = Emptied("password_sealed"))`. A column without `#[holds(…)]` does not compile.
#[proc_macro_derive(PersonalData, attributes(personal, holds))]
pub fn personal_data(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    personal_data::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// `async_trait` of the crate of that name, with futures that are boxed by `gatehouse_core::boxed`. One that a method boxes in place, the
/// compiler proves to be `Send` once more at its end, with all futures inside it and for each method anew: that took longer than
/// everything else in building a module.
#[proc_macro_attribute]
pub fn async_trait(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    let item = proc_macro2::TokenStream::from(item);
    quote::quote! {
        #[::async_trait::async_trait]
        #[::gatehouse_core::boxed_by_function]
        #item
    }
    .into()
}

/// The second half of [`macro@async_trait`].
#[proc_macro_attribute]
pub fn boxed_by_function(_arguments: TokenStream, item: TokenStream) -> TokenStream {
    boxed::by_function(item.into()).into()
}
