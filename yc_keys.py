import re,glob,sys
m=sys.argv[1] if len(sys.argv)>1 else 'support'
base=f'/work/wt/y-contracts/modules/{m}'
used=set()
for f in glob.glob(base+'/src/**/*.rs',recursive=True):
    s=open(f).read()
    used|=set(re.findall(r'\bmsg_([a-z0-9_]+)',s))
    used|={x for x in re.findall(r'#\[refusal\([^\]]*?\b(refusal_[a-z0-9_]+)',s)}
for l in ('en','ja','ru'):
    have={}
    for f in glob.glob(base+f'/locales/{l}/*.ftl'):
        for k in re.findall(r'^([a-z][a-z0-9-]*) =',open(f).read(),re.M): have[k.replace('-','_')]=f
    print(l,'missing',sorted(used-set(have)),'unused',sorted(set(have)-used))
