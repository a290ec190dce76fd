import re,glob,subprocess,os
os.chdir('/work/wt/y-read')
src=subprocess.run(['git','ls-files'],capture_output=True,text=True).stdout.split()
text=''
for f in src:
    if f.endswith(('.rs','.html')): text+=open(f,errors='ignore').read()
words=set(re.findall(r'[a-z_0-9]+',text))
for mod in [os.path.dirname(os.path.dirname(p)) for p in glob.glob('*/*/locales/en')]:
    pass
for mod in sorted(set(p.split('/locales')[0] for p in glob.glob('*/*/locales'))):
    keys=set();vars={}
    per={}
    for l in 'en ja ru'.split():
        per[l]={}
        for f in glob.glob(f'{mod}/locales/{l}/*.ftl'):
            cur=None
            for line in open(f):
                m=re.match(r'^([a-z][a-z0-9-]*) =',line)
                if m: cur=m.group(1); per[l].setdefault(cur,set())
                if cur and not line.startswith('#'): per[l][cur]|=set(re.findall(r'\$([a-z_]+)',line))
    for k,v in per['en'].items():
        for l in 'ja ru'.split():
            if per[l].get(k)is None: print(mod,l,'missing',k)
            elif per[l][k]!=v: print(mod,l,k,v,per[l][k])
    un=[k for k in per['en'] if k.replace('-','_') not in words and 'msg_'+k.replace('-','_') not in words and k not in text]
    if un: print(mod,un)
