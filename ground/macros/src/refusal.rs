//! `#[derive(Refusal)]`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{
    Data, DataEnum, DeriveInput, Error, Expr, Fields, Ident, LitInt, LitStr, Token, Type, Variant, parenthesized,
};

const EXPECTED: &str = "expected `field = …`, `next = …`, `way = … => …`, `again` or `again = …`";

/// A message with its values.
struct Text {
    message: Ident,
    values: Punctuated<Expr, Token![,]>,
}

/// What stands in `#[refusal(…)]`.
#[derive(Default)]
struct Line {
    said: Option<(LitInt, LitStr, Text)>,
    field: Option<Expr>,
    next: Option<Text>,
    /// The words of a link, and where it leads.
    way: Option<(Text, Expr)>,
    /// The word itself, where an error points to, and after how many seconds.
    again: Option<(Ident, Option<Expr>)>,
}

impl Parse for Text {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let message = Ident::parse_any(input)?;
        let mut values = Punctuated::new();
        if input.peek(syn::token::Paren) {
            let inner;
            parenthesized!(inner in input);
            values = Punctuated::parse_terminated(&inner)?;
        }
        Ok(Self { message, values })
    }
}

impl Parse for Line {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let mut line = Self::default();
        if input.peek(LitInt) {
            let status = input.parse()?;
            input.parse::<Token![,]>()?;
            let code = input.parse()?;
            input.parse::<Token![,]>()?;
            line.said = Some((status, code, input.parse()?));
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        while !input.is_empty() {
            let name = Ident::parse_any(input)?;
            let has_value = input.parse::<Option<Token![=]>>()?.is_some();
            match (name.to_string().as_str(), has_value) {
                ("field", true) => line.field = Some(input.parse()?),
                ("next", true) => line.next = Some(input.parse()?),
                ("way", true) => {
                    let words = input.parse()?;
                    input.parse::<Token![=>]>()?;
                    line.way = Some((words, input.parse()?));
                }
                ("again", true) => line.again = Some((name, Some(input.parse()?))),
                ("again", false) => line.again = Some((name, None)),
                _ => return Err(Error::new(name.span(), EXPECTED)),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(line)
    }
}

impl Text {
    fn call(&self) -> TokenStream {
        let (method, values) = (format_ident!("msg_{}", self.message), &self.values);
        quote!(crate::texts(lang).#method(#values))
    }
}

/// The arms of one variant.
struct Arms {
    code: TokenStream,
    text: TokenStream,
    next: TokenStream,
    way: TokenStream,
    field: TokenStream,
    finality: TokenStream,
    status: TokenStream,
    position: TokenStream,
    others: TokenStream,
    from: TokenStream,
}

pub(crate) fn derive(input: &DeriveInput) -> syn::Result<TokenStream> {
    let Data::Enum(DataEnum { variants, .. }) = &input.data else {
        return Err(Error::new_spanned(input, "refusals are an enum"));
    };
    let name = &input.ident;
    let arms = variants.iter().map(|variant| arms(name, variant)).collect::<syn::Result<Vec<_>>>()?;
    let each = |f: fn(&Arms) -> &TokenStream| arms.iter().map(f).cloned().collect::<TokenStream>();
    let (code, text, next) = (each(|a| &a.code), each(|a| &a.text), each(|a| &a.next));
    let way = each(|a| &a.way);
    let (field, finality, status) = (each(|a| &a.field), each(|a| &a.finality), each(|a| &a.status));
    let (position, others, from) = (each(|a| &a.position), each(|a| &a.others), each(|a| &a.from));
    Ok(quote! {
        #[automatically_derived]
        #[allow(unused_variables, reason = "few messages have values, few refusals say what to do next")]
        impl ::gatehouse_core::Refusal for #name {
            fn code(&self) -> &'static str {
                match self { #code }
            }
            fn text(&self, lang: ::gatehouse_core::Lang) -> ::std::string::String {
                match self { #text }
            }
            fn next(&self, lang: ::gatehouse_core::Lang) -> ::core::option::Option<::std::string::String> {
                match self { #next }
            }
            fn way(
                &self,
                lang: ::gatehouse_core::Lang,
            ) -> ::core::option::Option<(::std::string::String, &'static str)> {
                match self { #way }
            }
            fn field(&self) -> ::core::option::Option<&str> {
                match self { #field }
            }
            fn finality(&self) -> ::gatehouse_core::Finality {
                match self { #finality }
            }
            fn status(&self) -> u16 {
                match self { #status }
            }
            fn position(&self) -> ::core::option::Option<u8> {
                match self { #position }
            }
            fn others(&self) -> ::std::vec::Vec<&dyn ::gatehouse_core::Refusal> {
                match self { #others }
            }
        }
        #from
    })
}

fn arms(name: &Ident, variant: &Variant) -> syn::Result<Arms> {
    let mut line = Line::default();
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("refusal")) {
        line = attribute.parse_args()?;
    }
    match (&line.said, &variant.fields) {
        (None, Fields::Unnamed(inner)) if inner.unnamed.len() == 1 => {
            if let Some((again, _)) = &line.again {
                return Err(Error::new(
                    again.span(),
                    "the refusal inside says whether asking again helps: leave `again` out",
                ));
            }
            let ty = &inner.unnamed[0].ty;
            Ok(another(name, &variant.ident, ty, &line))
        }
        (None, _) => Err(Error::new_spanned(variant, "`#[refusal(STATUS, CODE, MESSAGE)]` is missing")),
        (Some(_), Fields::Unnamed(values)) if values.unnamed.len() != 1 => {
            Err(Error::new_spanned(variant, "name the fields"))
        }
        (Some((status, code, text)), fields) => Ok(own(&variant.ident, fields, (status, code, text), &line)),
    }
}

/// A variant that holds another refusal.
fn another(name: &Ident, variant: &Ident, inner: &Type, line: &Line) -> Arms {
    let ask = |what: TokenStream| quote!(Self::#variant(inner) => ::gatehouse_core::Refusal::#what,);
    let field = match &line.field {
        Some(field) => quote!(Self::#variant(_) => ::core::option::Option::Some(#field),),
        None => ask(quote!(field(inner))),
    };
    let next = match &line.next {
        Some(next) => {
            let next = next.call();
            quote!(Self::#variant(_) => ::core::option::Option::Some(#next),)
        }
        None => ask(quote!(next(inner, lang))),
    };
    let way = match &line.way {
        Some((words, place)) => {
            let words = words.call();
            quote!(Self::#variant(_) => ::core::option::Option::Some((#words, #place)),)
        }
        None => ask(quote!(way(inner, lang))),
    };
    Arms {
        code: ask(quote!(code(inner))),
        text: ask(quote!(text(inner, lang))),
        next,
        way,
        field,
        finality: ask(quote!(finality(inner))),
        status: ask(quote!(status(inner))),
        position: ask(quote!(position(inner))),
        others: ask(quote!(others(inner))),
        from: quote! {
            #[automatically_derived]
            impl ::core::convert::From<#inner> for #name {
                fn from(inner: #inner) -> Self {
                    Self::#variant(inner)
                }
            }
        },
    }
}

/// A variant that says its own.
fn own(variant: &Ident, fields: &Fields, (status, code, text): (&LitInt, &LitStr, &Text), line: &Line) -> Arms {
    let plain = |value: TokenStream| quote!(Self::#variant { .. } => #value,);
    let with = |value: TokenStream| {
        let used = used(fields, &value);
        quote!(Self::#variant { #(#used,)* .. } => #value,)
    };
    let none = quote!(::core::option::Option::None);
    let some = |value: TokenStream| quote!(::core::option::Option::Some(#value));
    let finality = match &line.again {
        None => quote!(::gatehouse_core::Finality::Final),
        Some((_, after)) => {
            let after = after.as_ref().map_or(none.clone(), |after| some(quote!(#after)));
            quote!(::gatehouse_core::Finality::TryAgain { after: #after })
        }
    };
    Arms {
        code: plain(quote!(#code)),
        text: with(text.call()),
        next: with(line.next.as_ref().map_or(none.clone(), |next| some(next.call()))),
        way: with(line.way.as_ref().map_or(none.clone(), |(words, place)| {
            let words = words.call();
            some(quote!((#words, #place)))
        })),
        field: with(line.field.as_ref().map_or(none.clone(), |field| some(quote!(#field)))),
        finality: with(finality),
        status: plain(quote!(#status)),
        position: plain(none),
        others: plain(quote!(::std::vec::Vec::new())),
        from: TokenStream::new(),
    }
}

/// Patterns of the fields that an expression names; the value of a variant that holds just one is called `it`.
fn used(fields: &Fields, value: &TokenStream) -> Vec<TokenStream> {
    let it = format_ident!("it");
    match fields {
        Fields::Unnamed(_) if names(value, &it) => vec![quote!(0: #it)],
        Fields::Unnamed(_) | Fields::Unit => Vec::new(),
        Fields::Named(fields) => {
            let named = fields.named.iter().filter_map(|field| field.ident.as_ref());
            named.filter(|name| names(value, name)).map(|name| quote!(#name)).collect()
        }
    }
}

fn names(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == *name,
        proc_macro2::TokenTree::Group(group) => names(&group.stream(), name),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::derive;

    /// What is derived of an enum with this variant, without blanks, or why nothing is.
    fn derived(variant: &str) -> Result<String, String> {
        let input = syn::parse_str(&format!("enum Why {{ {variant} }}")).unwrap();
        derive(&input).map(|code| code.to_string().replace(' ', "")).map_err(|error| error.to_string())
    }

    #[test]
    fn again_on_a_refusal_that_holds_another_one_does_not_compile() {
        for again in ["again", "again = 7", "field = \"code\", again"] {
            let why = derived(&format!("#[refusal({again})] TooOften(TooOften)")).unwrap_err();
            assert!(why.contains("leave `again` out"), "{why}");
        }
        let inner = derived("#[refusal(field = \"code\")] TooOften(TooOften)").unwrap();
        assert!(inner.contains("Self::TooOften(inner)=>::gatehouse_core::Refusal::finality(inner)"), "{inner}");
    }

    #[test]
    fn a_refusal_that_speaks_for_itself_says_when_to_ask_again() {
        let soon = derived("#[refusal(429, \"rate.limited\", too_often, again)] TooOften").unwrap();
        assert!(soon.contains("Finality::TryAgain{after:::core::option::Option::None}"), "{soon}");
        let later =
            derived("#[refusal(429, \"rate.limited\", too_often, again = *after)] TooOften { after: u32 }").unwrap();
        assert!(later.contains("Self::TooOften{after,..}=>::gatehouse_core::Finality::TryAgain"), "{later}");
        assert!(derived("Unknown").unwrap_err().contains("is missing"));
    }

    #[test]
    fn a_refusal_can_have_a_link_of_its_own_or_that_of_the_one_inside() {
        let own =
            derived("#[refusal(403, \"company.blocked\", blocked, way = leave => LEAVE)] Blocked(String)").unwrap();
        assert!(own.contains("Some((crate::texts(lang).msg_leave(),LEAVE))"), "{own}");
        let inner = derived("Enter(EnterRefusal)").unwrap();
        assert!(inner.contains("Self::Enter(inner)=>::gatehouse_core::Refusal::way(inner,lang)"), "{inner}");
        let unsaid = derived("#[refusal(403, \"company.blocked\", blocked, way = leave)] Blocked").unwrap_err();
        assert!(unsaid.contains("=>"), "{unsaid}");
    }
}
